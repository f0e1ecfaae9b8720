using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>
/// Merges the histograms of time to acceptance: by hour with provider, stream and source, by day with campaign, pool and client too, and
/// by day with provider and source alone.
/// </summary>
public sealed class LatencyQuery(NpgsqlDataSource dataSource)
{
    private static readonly HashSet<Dimension> OfSources = [Dimension.Provider, Dimension.Source];
    private static readonly HashSet<Dimension> Hourly = [Dimension.Provider, Dimension.Stream, Dimension.Source];
    private static readonly HashSet<Dimension> Daily =
        [Dimension.Provider, Dimension.Stream, Dimension.Campaign, Dimension.Pool, Dimension.Client, Dimension.Source];

    /// <summary>True when histograms are kept for all dimensions of a report, at least by day.</summary>
    public static bool Keeps(MetricsRequest request) => IsSubset(request, Daily);

    /// <summary>True when histograms are kept for all dimensions of a report, at its times.</summary>
    internal static bool CanAnswer(MetricsRequest request, WorkspaceHours hours) =>
        IsSubset(request, Hourly) || (IsSubset(request, Daily) && IsOfWholeDays(request, hours));

    internal static string KeyOf(DateTimeOffset? time, IEnumerable<string> keys) =>
        string.Join('\u001f', [time?.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", .. keys]);

    internal async Task<Dictionary<string, LatencySummary>> ReadAsync(
        MetricsRequest request, IReadOnlyList<SourceAbility> allSources, string timeZone, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("latency");
        var sources = OriginSplit.InScope(request.Filter, allSources);
        var timeless = sources.Where(s => !s.Shows.Has(SourceCapability.QueueTime)).ToArray();
        var tryless = sources.Where(s => !s.Shows.Has(SourceCapability.Deferrals)).ToArray();
        var isBySource = timeless.Length + tryless.Length > 0;
        var table = IsSubset(request, OfSources) && IsOfWholeDays(request, new WorkspaceHours(timeZone)) ? LatencyTable.SourceDay
            : IsSubset(request, Hourly) ? LatencyTable.Stream
            : LatencyTable.Flow;
        var source = CellSource.For(table, [.. request.GroupBy, .. request.Filter.Dimensions], isBySource);
        await using var command = dataSource.CreateCommand();
        var time = TimeSql.Bucket("c.hour", request.Interval, timeZone, command.Parameters);
        var keys = string.Concat(request.GroupBy.Select((d, i) => $", {source.Column(d)} as key{i}"));
        var names = string.Concat(request.GroupBy.Select((_, i) => $", key{i}"));
        command.Parameters.AddWithValue("cohort", request.Clock == Clock.Cohort);

        // A packed histogram is a list of counts: one after the other they are the list of all, and only one value of a row leaves the
        // database. Hours are put together before they are looked at as days: there are few of them.
        var places = string.Join(", ", Enumerable.Range(5, 2 + request.GroupBy.Count).Prepend(1));
        var cells =
            $"""
            select c.hour, string_agg(c.total, '') as total, string_agg(c.queue, '') as queue, string_agg(c.receiver, '') as receiver,
                {Is(timeless, "timeless")} as timeless, {Is(tryless, "tryless")} as tryless{keys}
            from {table.Table} c{source.ConditionJoins}
            where {FilterSql.Where(source, request.Filter, command.Parameters)} and c.by_cohort = @cohort
            group by {places}
            """;
        var report = request.Interval == Interval.Hour
            ? cells
            : $"""
                select {time}, string_agg(c.total, ''), string_agg(c.queue, ''), string_agg(c.receiver, ''), timeless, tryless{names}
                from ({cells}) c
                group by {places}
                """;

        // What belongs together comes together: one set of histograms serves all rows, one after the other.
        command.CommandText = $"{report} order by {string.Join(", ", Enumerable.Range(7, request.GroupBy.Count).Prepend(1))}";
        CountedSource[] lacking = [.. timeless.Select(s => s.Source)];
        var found = new Dictionary<string, LatencySummary>();
        var times = new AcceptanceTimesOf();
        string? current = null;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var at = reader.IsDBNull(0) ? (DateTimeOffset?)null : reader.GetFieldValue<DateTimeOffset>(0);
            var key = KeyOf(at, request.GroupBy.Select((_, i) => reader.GetString(6 + i)));
            if (key != current)
            {
                EndRow();
                current = key;
            }

            times.Add(Packed(reader, 1), Packed(reader, 2), Packed(reader, 3), !reader.GetBoolean(4), !reader.GetBoolean(5));
        }

        EndRow();
        return found;

        void EndRow()
        {
            if (current is not null && times.Count > 0)
            {
                found.Add(current, times.Summary(lacking));
            }

            times.Clear();
        }

        string Is(SourceAbility[] some, string name)
        {
            if (some.Length == 0)
            {
                return "false";
            }

            command.Parameters.AddWithValue(name, some.Select(s => s.SourceId).ToArray());
            return $"{source.SourceId} = any(@{name})";
        }
    }

    private static bool IsOfWholeDays(MetricsRequest request, WorkspaceHours hours) =>
        request.Interval != Interval.Hour
            && hours.DayOf(request.Filter.From.UtcDateTime) == request.Filter.From.UtcDateTime
            && hours.DayOf(request.Filter.To.UtcDateTime) == request.Filter.To.UtcDateTime;

    private static ReadOnlySpan<byte> Packed(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? [] : reader.GetFieldValue<byte[]>(column);

    private static bool IsSubset(MetricsRequest request, HashSet<Dimension> kept) =>
        kept.IsSupersetOf(request.GroupBy) && kept.IsSupersetOf(request.Filter.Dimensions);

    /// <summary>The merged histograms of one row.</summary>
    private sealed class AcceptanceTimesOf
    {
        private readonly LatencyHistogram _total = new();
        private readonly LatencyHistogram _queue = new();
        private readonly LatencyHistogram _receiver = new();

        public long Count { get; private set; }

        /// <param name="total">Packed.</param>
        /// <param name="queue">Packed.</param>
        /// <param name="receiver">Packed; there is one for every acceptance.</param>
        /// <param name="hasQueueTime">Whether the source says when mail was queued.</param>
        /// <param name="hasTries">Whether the source logs deferrals: else the acceptance looks like the first attempt.</param>
        public void Add(ReadOnlySpan<byte> total, ReadOnlySpan<byte> queue, ReadOnlySpan<byte> receiver, bool hasQueueTime, bool hasTries)
        {
            Count += LatencyHistogram.CountOf(receiver);
            _total.Add(hasQueueTime ? total : []);
            _queue.Add(hasQueueTime && hasTries ? queue : []);
            _receiver.Add(hasTries ? receiver : []);
        }

        public void Clear()
        {
            Count = 0;
            _total.Clear();
            _queue.Clear();
            _receiver.Clear();
        }

        public LatencySummary Summary(IReadOnlyList<CountedSource> lacking)
        {
            MissingCapability[] missing = _total.Count < Count ? [new(SourceCapability.QueueTime, lacking)] : [];
            var coverage = (double)_total.Count / Count;
            return new LatencySummary(
                Count,
                Percentiles.Of(_total),
                Percentiles.Of(_queue),
                Percentiles.Of(_receiver),
                [.. TimeRateDefinitions.All.Select(rate => new ObservedRate(rate.Of(_total), coverage, missing))],
                missing);
        }
    }
}
