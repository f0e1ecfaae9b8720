using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>One step of a series; zero counts where nothing happened.</summary>
public sealed record SeriesPoint(DateTimeOffset From, MetricCounts Counts, LatencySummary? Latency);

/// <summary>The headline figures of one slice of mail: totals, totals of the period before, and a series.</summary>
/// <param name="State">What was asked for.</param>
/// <param name="Clock">The clock it was counted on.</param>
/// <param name="Now">Counts of the range.</param>
/// <param name="Latency">Time to acceptance; null where it is not kept.</param>
/// <param name="Before">Counts of the period before; null when not compared or nothing was counted then.</param>
/// <param name="LatencyBefore">Time to acceptance in the period before.</param>
/// <param name="Interval">Length of a step.</param>
/// <param name="Series">Every step of the range, oldest first.</param>
public sealed record SliceFigures(
    ReportState State, Clock Clock, MetricCounts Now, LatencySummary? Latency, MetricCounts? Before, LatencySummary? LatencyBefore,
    Interval Interval, IReadOnlyList<SeriesPoint> Series)
{
    /// <summary>True when nothing was counted.</summary>
    public bool IsEmpty => Now.Attempts == 0 && Now[Count.Attempted] == 0 && Now.Resolved == 0;

    /// <summary>A rate step by step; null where nothing was counted.</summary>
    public IReadOnlyList<double?> Trend(RateDefinition rate) => [.. Series.Select(p => rate.Of(p.Counts, Clock).Value)];

    /// <summary>The view of one step.</summary>
    public ReportState At(SeriesPoint point)
    {
        var to = TimeSteps.Next(point.From, Interval, State.Zone);
        var (from, end) = (point.From < State.Filter.From ? State.Filter.From : point.From, to > State.Filter.To ? State.Filter.To : to);
        return State.Between(from, end);
    }
}

/// <summary>Reads the headline figures of a slice.</summary>
public sealed class SliceReport(MetricsQuery metrics)
{
    public async Task<SliceFigures> ReadAsync(ReportState state, Clock clock, CancellationToken cancellationToken)
    {
        var request = new MetricsRequest { Filter = state.Filter, Clock = clock, WithLatency = true, Limit = 10_000 };
        var interval = TimeSteps.IntervalOf(state.Filter, MetricsQuery.IsKeptPerDay(state.Filter.Dimensions));
        var totals = TotalAsync(request, cancellationToken);
        var totalsBefore = state.IsCompared
            ? TotalAsync(request with { Filter = state.PreviousFilter }, cancellationToken)
            : Task.FromResult<MetricsRow?>(null);
        var steps = metrics.ReadAsync(request with { Interval = interval }, cancellationToken);
        await Task.WhenAll(totals, totalsBefore, steps);
        var (now, before) = (await totals, await totalsBefore);
        var found = (await steps).Rows.ToDictionary(r => r.Time!.Value);
        var series = TimeSteps.Of(state.Filter, interval, state.Zone)
            .Select(at => found.TryGetValue(at, out var row) ? new SeriesPoint(at, row.Counts, row.Latency) : new SeriesPoint(at, MetricCounts.Zero, null));
        return new SliceFigures(
            state, clock, now?.Counts ?? MetricCounts.Zero, now?.Latency, before?.Counts, before?.Latency, interval, [.. series]);
    }

    private async Task<MetricsRow?> TotalAsync(MetricsRequest request, CancellationToken cancellationToken)
    {
        var result = await metrics.ReadAsync(request, cancellationToken);
        return result.Rows.Count == 0 ? null : result.Rows[0];
    }
}
