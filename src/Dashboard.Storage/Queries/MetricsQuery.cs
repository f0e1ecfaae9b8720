using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>What to count and how to split it.</summary>
public sealed record MetricsRequest
{
    /// <summary>Which mail. The range begins and ends on whole hours of the workspace (whole days for domain with sender-side dimensions).</summary>
    public required ReportFilter Filter { get; init; }

    /// <summary>How finely to split in time.</summary>
    public Interval Interval { get; init; } = Interval.None;

    /// <summary>Up to three dimensions to split by.</summary>
    public IReadOnlyList<Dimension> GroupBy { get; init; } = [];

    /// <summary>On which clock.</summary>
    public Clock Clock { get; init; } = Clock.Event;

    /// <summary>Highest first by this rate or, when null, by time and keys.</summary>
    public MetricsOrder? Order { get; init; }

    /// <summary>Rows to leave out at the start.</summary>
    public int Offset { get; init; }

    /// <summary>Rows wanted, 1 to 10,000.</summary>
    public int Limit { get; init; } = 1000;

    /// <summary>Whether to read percentiles of the time to acceptance too, where the dimensions allow.</summary>
    public bool WithLatency { get; init; }

    /// <summary>Part of a key of the first dimension, case does not matter; null for all.</summary>
    public string? KeyContains { get; init; }
}

/// <summary>Order of rows by one figure, ties by key.</summary>
/// <param name="Counts">Ordered by the sum of these …</param>
/// <param name="Over">… divided by the sum of these; null to order by the sum itself.</param>
/// <param name="Descending">Highest first.</param>
public sealed record MetricsOrder(IReadOnlyList<Count> Counts, IReadOnlyList<Count>? Over, bool Descending)
{
    /// <summary>By a rate.</summary>
    public static MetricsOrder By(RateDefinition rate, Clock clock, bool descending) => new(rate.Numerator, rate.Denominator(clock), descending);
}

/// <summary>One row.</summary>
/// <param name="Keys">One value for each dimension asked, in that order; empty text is "not known".</param>
/// <param name="Time">Start of the interval, UTC; null without interval.</param>
/// <param name="Counts">All counts.</param>
/// <param name="Latency">Time to acceptance; null when not asked for or not kept for these dimensions.</param>
public sealed record MetricsRow(IReadOnlyList<string> Keys, DateTimeOffset? Time, MetricCounts Counts, LatencySummary? Latency);

/// <summary>Rows of a report.</summary>
/// <param name="Rows">The rows wanted.</param>
/// <param name="TotalRows">How many rows there are without offset and limit.</param>
public sealed record MetricsResult(IReadOnlyList<MetricsRow> Rows, long TotalRows);

/// <summary>Counts by any dimensions over time: the question behind most pages.</summary>
public sealed class MetricsQuery(NpgsqlDataSource dataSource, WorkspaceZone zone, LatencyQuery latencies)
{
    /// <summary>
    /// True when these dimensions together are kept per day only: the range must then begin and end at midnight of the workspace, and
    /// the interval must not be hours.
    /// </summary>
    public static bool IsKeptPerDay(IEnumerable<Dimension> dimensions) => CellSource.For(dimensions).IsDaily;

    /// <summary>Reads the report.</summary>
    /// <exception cref="ReportRefusedException">The parts asked for are not kept together.</exception>
    public async Task<MetricsResult> ReadAsync(MetricsRequest request, CancellationToken cancellationToken)
    {
        var source = CellSource.For([.. request.GroupBy, .. request.Filter.Dimensions]);
        var timeZone = await zone.ReadAsync(cancellationToken);
        var hours = new WorkspaceHours(timeZone);
        RangeRules.Check(request.Filter, request.Interval, source, hours);
        await using var command = dataSource.CreateCommand();
        command.CommandText = Sql(request, source, timeZone, command.Parameters);
        var rows = new List<MetricsRow>();
        long total = 0;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                total = reader.GetInt64(0);
                rows.Add(Read(reader, request));
            }
        }

        if (request.WithLatency && LatencyQuery.CanAnswer(request, hours) && rows.Count > 0)
        {
            var found = await latencies.ReadAsync(request, timeZone, cancellationToken);
            rows = [.. rows.Select(r => r with { Latency = found.GetValueOrDefault(LatencyQuery.KeyOf(r.Time, r.Keys)) })];
        }

        return new MetricsResult(rows, total);
    }

    private static string Sql(MetricsRequest request, CellSource source, string timeZone, NpgsqlParameterCollection parameters)
    {
        var time = TimeSql.Bucket("c.hour", request.Interval, timeZone, parameters);
        var keys = string.Concat(request.GroupBy.Select((d, i) => $", {source.Column(d)} as key{i}"));
        var keyNames = string.Concat(request.GroupBy.Select((_, i) => $", key{i}"));
        var where = FilterSql.Where(source, request.Filter, parameters);
        if (request is { KeyContains: { Length: > 0 } part, GroupBy: [var first, ..] })
        {
            parameters.AddWithValue("part", part);
            where += $" and position(lower(@part) in lower({source.Column(first)})) > 0";
        }

        var grouping = string.Join(", ", Enumerable.Range(1, 1 + request.GroupBy.Count));
        parameters.AddWithValue("offset", request.Offset);
        parameters.AddWithValue("limit", request.Limit);
        // A report without dimensions and interval has one row even when nothing was counted; leave it out then.
        return $"""
            with report as (
                select {time} as at{keys}, {CountSql.Columns(request.Clock)}
                from {source.Table} c {source.Joins}
                where {where}
                group by {grouping})
            select count(*) over (), report.* from report
            order by {Order(request)}at{keyNames}
            offset @offset limit @limit
            """;
    }

    private static string Order(MetricsRequest request)
    {
        if (request.Order is not { } order)
        {
            return "";
        }

        var figure = order.Over is null
            ? CountSql.SumOf(order.Counts)
            : $"({CountSql.SumOf(order.Counts)})::float8 / nullif({CountSql.SumOf(order.Over)}, 0)";
        return $"{figure} {(order.Descending ? "desc" : "asc")} nulls last, ";
    }

    private static MetricsRow Read(NpgsqlDataReader reader, MetricsRequest request)
    {
        var keys = new string[request.GroupBy.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.GetString(2 + i);
        }

        var counts = new long[MetricCounts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = reader.GetInt64(2 + keys.Length + i);
        }

        DateTimeOffset? time = reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1);
        return new MetricsRow(keys, time, new MetricCounts(counts), null);
    }
}
