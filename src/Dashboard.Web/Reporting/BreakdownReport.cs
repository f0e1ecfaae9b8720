using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>One value of a dimension with its figures.</summary>
/// <param name="Key">The value; empty is "not known".</param>
/// <param name="Counts">Counts of the range.</param>
/// <param name="Latency">Time to acceptance; null where it is not kept.</param>
/// <param name="Before">Counts of the period before; null when not compared or nothing was counted.</param>
public sealed record BreakdownRow(string Key, MetricCounts Counts, LatencySummary? Latency, MetricCounts? Before);

/// <summary>One page of a report split by one dimension.</summary>
/// <param name="Dimension">What it is split by.</param>
/// <param name="State">What was counted; widened to whole days where the dimension needs it.</param>
/// <param name="Clock">On which clock.</param>
/// <param name="Sort">In which order.</param>
/// <param name="Page">Which page, from 1.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="TotalRows">Rows on all pages.</param>
public sealed record Breakdown(
    Dimension Dimension, ReportState State, Clock Clock, BreakdownSort Sort, int Page, IReadOnlyList<BreakdownRow> Rows, long TotalRows)
{
    public const int PageSize = 50;

    /// <summary>Whether time to acceptance is kept for this split.</summary>
    public bool HasLatency => LatencyQuery.Keeps(new MetricsRequest { Filter = State.Filter, GroupBy = [Dimension] });
}

/// <summary>Splits a view by one dimension, a page at a time, sorted in the database.</summary>
public sealed class BreakdownReport(MetricsQuery metrics)
{
    /// <param name="dimension">What to split by.</param>
    /// <param name="asked">The view.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="sort">The order.</param>
    /// <param name="page">From 1; past the last page it is the last one.</param>
    /// <param name="search">Part of a value's name; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Breakdown> ReadAsync(
        Dimension dimension, ReportState asked, Clock clock, BreakdownSort sort, int page, string? search, CancellationToken cancellationToken)
    {
        var state = asked.ForDimensions(dimension);
        var request = new MetricsRequest
        {
            Filter = state.Filter,
            GroupBy = [dimension],
            Clock = clock,
            Order = sort.Order(clock),
            Limit = Breakdown.PageSize,
            WithLatency = true,
            IsOfMailOnly = true,
            KeyContains = dimension == Dimension.Provider ? null : search,
        };
        if (dimension == Dimension.Provider && search is not null)
        {
            request = request with { Filter = ProvidersNamed(state.Filter, search) };
        }

        var (shown, result) = await ListPage.ReadAsync(
            page, Breakdown.PageSize, offset => metrics.ReadAsync(request with { Offset = offset }, cancellationToken), result => result.TotalRows);
        var before = await BeforeAsync(request, state, result, cancellationToken);
        return new Breakdown(
            dimension, state, clock, sort, shown,
            [.. result.Rows.Select(r => new BreakdownRow(r.Keys[0], r.Counts, r.Latency, before?.GetValueOrDefault(r.Keys[0])))], result.TotalRows);
    }

    // People look for "Yahoo", the store knows ids.
    private static ReportFilter ProvidersNamed(ReportFilter filter, string search)
    {
        var named = ProviderNames.InForce.All.Append(Core.Providers.Provider.Other).Select(p => p.Id)
            .Where(id => Labels.Provider(id).Contains(search, StringComparison.OrdinalIgnoreCase) || id.Contains(search, StringComparison.OrdinalIgnoreCase));
        var included = filter.Conditions.FirstOrDefault(c => c.Dimension == Dimension.Provider && !c.IsExcluded);
        return filter.With(new FilterCondition(Dimension.Provider, [.. named.Where(id => included?.Values.Contains(id) ?? true)], false));
    }

    private async Task<Dictionary<string, MetricCounts>?> BeforeAsync(
        MetricsRequest request, ReportState state, MetricsResult result, CancellationToken cancellationToken)
    {
        if (!state.IsCompared || result.Rows.Count == 0)
        {
            return null;
        }

        var shown = new FilterCondition(request.GroupBy[0], [.. result.Rows.Select(r => r.Keys[0])], false);
        var before = await metrics.ReadAsync(
            request with { Filter = state.PreviousFilter.With(shown), Order = null, Offset = 0, KeyContains = null, WithLatency = false }, cancellationToken);
        return before.Rows.ToDictionary(r => r.Keys[0], r => r.Counts, StringComparer.Ordinal);
    }
}
