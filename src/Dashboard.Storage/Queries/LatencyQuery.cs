using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>Time to acceptance of the accepted: three times, never mixed. Seconds; null where the log does not allow to say.</summary>
/// <param name="Count">Acceptances counted.</param>
/// <param name="Total">From queueing to acceptance.</param>
/// <param name="Queue">From queueing to the first attempt: ours.</param>
/// <param name="Receiver">From the first attempt to acceptance: theirs.</param>
/// <param name="WithinOneMinute">Accepted within a minute of queueing.</param>
/// <param name="WithinTenMinutes">Accepted within ten minutes of queueing.</param>
/// <param name="WithinOneHour">Accepted within an hour of queueing.</param>
public sealed record LatencySummary(
    long Count, Percentiles? Total, Percentiles? Queue, Percentiles Receiver, Rate WithinOneMinute, Rate WithinTenMinutes, Rate WithinOneHour);

/// <summary>Percentiles in seconds.</summary>
public sealed record Percentiles(double P50, double P90, double P95, double P99)
{
    internal static Percentiles? Of(LatencyHistogram histogram) => histogram.Count <= 0
        ? null
        : new(histogram.Percentile(0.5)!.Value, histogram.Percentile(0.9)!.Value, histogram.Percentile(0.95)!.Value, histogram.Percentile(0.99)!.Value);
}

/// <summary>
/// Merges the histograms of time to acceptance: by hour with provider, stream and source, by day with campaign, pool and client too.
/// </summary>
public sealed class LatencyQuery(NpgsqlDataSource dataSource)
{
    private static readonly HashSet<Dimension> Hourly = [Dimension.Provider, Dimension.Stream, Dimension.Source];
    private static readonly HashSet<Dimension> Daily =
        [Dimension.Provider, Dimension.Stream, Dimension.Campaign, Dimension.Pool, Dimension.Client, Dimension.Source];

    /// <summary>True when histograms are kept for all dimensions of a report, at least by day.</summary>
    public static bool Keeps(MetricsRequest request) => IsSubset(request, Daily);

    /// <summary>True when histograms are kept for all dimensions of a report, at its times.</summary>
    internal static bool CanAnswer(MetricsRequest request, WorkspaceHours hours) =>
        IsSubset(request, Hourly) || (IsSubset(request, Daily) && request.Interval != Interval.Hour
            && hours.DayOf(request.Filter.From.UtcDateTime) == request.Filter.From.UtcDateTime
            && hours.DayOf(request.Filter.To.UtcDateTime) == request.Filter.To.UtcDateTime);

    internal static string KeyOf(DateTimeOffset? time, IEnumerable<string> keys) =>
        string.Join('\u001f', [time?.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", .. keys]);

    internal async Task<Dictionary<string, LatencySummary>> ReadAsync(
        MetricsRequest request, string timeZone, CancellationToken cancellationToken)
    {
        var source = CellSource.For([.. request.GroupBy, .. request.Filter.Dimensions]);
        var table = IsSubset(request, Hourly) ? "stream_latencies" : "flow_latencies";
        await using var command = dataSource.CreateCommand();
        var time = TimeSql.Bucket("c.hour", request.Interval, timeZone, command.Parameters);
        var keys = string.Concat(request.GroupBy.Select(d => $", {source.Column(d)}"));
        command.Parameters.AddWithValue("cohort", request.Clock == Clock.Cohort);
        command.CommandText =
            $"""
            select {time}, c.total, c.queue, c.receiver{keys}
            from {table} c {source.DimensionJoins}
            where {FilterSql.Where(source, request.Filter, command.Parameters)} and c.by_cohort = @cohort
            """;
        var merged = new Dictionary<string, (LatencyHistogram Total, LatencyHistogram Queue, LatencyHistogram Receiver)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var at = reader.IsDBNull(0) ? (DateTimeOffset?)null : reader.GetFieldValue<DateTimeOffset>(0);
            var key = KeyOf(at, request.GroupBy.Select((_, i) => reader.GetString(4 + i)));
            if (!merged.TryGetValue(key, out var histograms))
            {
                merged[key] = histograms = (new(), new(), new());
            }

            histograms.Total.Add(reader.IsDBNull(1) ? [] : reader.GetFieldValue<byte[]>(1));
            histograms.Queue.Add(reader.IsDBNull(2) ? [] : reader.GetFieldValue<byte[]>(2));
            histograms.Receiver.Add(reader.IsDBNull(3) ? [] : reader.GetFieldValue<byte[]>(3));
        }

        return merged.Where(m => m.Value.Receiver.Count > 0).ToDictionary(m => m.Key, m => Summary(m.Value.Total, m.Value.Queue, m.Value.Receiver));
    }

    private static bool IsSubset(MetricsRequest request, HashSet<Dimension> kept) =>
        kept.IsSupersetOf(request.GroupBy) && kept.IsSupersetOf(request.Filter.Dimensions);

    private static LatencySummary Summary(LatencyHistogram total, LatencyHistogram queue, LatencyHistogram receiver) => new(
        receiver.Count,
        Percentiles.Of(total),
        Percentiles.Of(queue),
        Percentiles.Of(receiver)!,
        new Rate(total.CountWithin(TimeSpan.FromMinutes(1)), total.Count),
        new Rate(total.CountWithin(TimeSpan.FromMinutes(10)), total.Count),
        new Rate(total.CountWithin(TimeSpan.FromHours(1)), total.Count));
}
