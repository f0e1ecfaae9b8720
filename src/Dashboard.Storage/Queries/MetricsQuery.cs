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

    /// <summary>Whether rows are left out that only queues held back have made.</summary>
    public bool IsOfMailOnly { get; init; }

    /// <summary>Part of a key of the first dimension, case does not matter; null for all.</summary>
    public string? KeyContains { get; init; }
}

/// <summary>Order of rows by one figure, ties by key.</summary>
/// <param name="Counts">Ordered by the sum of these …</param>
/// <param name="Over">… divided by the sum of these; null to order by the sum itself.</param>
/// <param name="Descending">Highest first.</param>
public sealed record MetricsOrder(IReadOnlyList<Count> Counts, IReadOnlyList<Count>? Over, bool Descending)
{
    /// <summary>Only mail of sources that show this is ordered by; rows without such mail come last.</summary>
    public CapabilitySet Needs { get; init; }

    /// <summary>By a rate.</summary>
    public static MetricsOrder By(RateDefinition rate, Clock clock, bool descending) =>
        new(rate.Numerator, rate.Denominator(clock), descending) { Needs = rate.Needs };
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
public sealed class MetricsQuery(NpgsqlDataSource dataSource, WorkspaceZone zone, SourceCapabilities capabilities, LatencyQuery latencies)
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
        using var measured = QueryMetrics.Measure("metrics");
        var sources = await capabilities.ReadAsync(cancellationToken);
        var split = OriginSplit.For(request.Filter, sources);
        var timeZone = await zone.ReadAsync(cancellationToken);
        var hours = new WorkspaceHours(timeZone);
        RangeRules.Check(request.Filter, request.Interval, CellSource.For([.. request.GroupBy, .. request.Filter.Dimensions]), hours);
        await using var command = dataSource.CreateCommand();
        var flows = await FlowChoice.ReadAsync(request, dataSource, cancellationToken);
        command.CommandText = MetricsSql.Of(request, split, timeZone, flows, hours, command.Parameters);
        var rows = new List<MetricsRow>();
        long total = 0;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                total = reader.GetInt64(0);
                rows.Add(Read(reader, request, split));
            }
        }

        if (request.WithLatency && LatencyQuery.CanAnswer(request, hours) && rows.Count > 0)
        {
            var found = await latencies.ReadAsync(request, sources, timeZone, cancellationToken);
            rows = [.. rows.Select(r => r with { Latency = found.GetValueOrDefault(LatencyQuery.KeyOf(r.Time, r.Keys)) })];
        }

        return new MetricsResult(rows, total);
    }

    private static MetricsRow Read(NpgsqlDataReader reader, MetricsRequest request, OriginSplit split)
    {
        var keys = new string[request.GroupBy.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.GetString(2 + i);
        }

        DateTimeOffset? time = reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1);
        var at = 2 + keys.Length;
        return new MetricsRow(keys, time, split.IsNeeded ? Parts(reader, at, split) : new MetricCounts(Counts(reader, at), split.Only), null);
    }

    private static long[] Counts(NpgsqlDataReader reader, int at)
    {
        var counts = new long[MetricCounts.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = reader.GetInt64(at + i);
        }

        return counts;
    }

    private static MetricCounts Parts(NpgsqlDataReader reader, int at, OriginSplit split)
    {
        var parts = reader.GetFieldValue<int?[]>(at);
        var counts = reader.GetFieldValue<long[,]>(at + 1);
        var sum = MetricCounts.Zero;
        for (var i = 0; i < parts.Length; i++)
        {
            var part = new long[MetricCounts.Length];
            for (var j = 0; j < part.Length; j++)
            {
                part[j] = counts[i, j];
            }

            sum += new MetricCounts(part, split.Of(parts[i]));
        }

        return sum;
    }
}
