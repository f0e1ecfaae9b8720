using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>A provider's part in the failures of a range.</summary>
/// <param name="Provider">Provider id.</param>
/// <param name="Counts">Counts of the range.</param>
/// <param name="Failed">Failed attempts, of all.</param>
/// <param name="Failures">The same beside what is usual for it.</param>
public sealed record ProviderFailures(string Provider, MetricCounts Counts, ObservedRate Failed, ExcessFailures Failures);

/// <summary>What the overview shows.</summary>
/// <param name="Slice">Headline figures.</param>
/// <param name="Known">What the figures stand on.</param>
/// <param name="Providers">Providers, most excess failures first.</param>
/// <param name="Deferrals">Deferred attempts of the largest providers per step of the series.</param>
/// <param name="Findings">What stood out, most important first; empty when nothing did.</param>
/// <param name="Replies">The replies behind most failures.</param>
public sealed record OverviewFigures(
    SliceFigures Slice, Completeness Known, IReadOnlyList<ProviderFailures> Providers, IReadOnlyList<RateAt> Deferrals,
    IReadOnlyList<Finding> Findings, IReadOnlyList<ReplyRow> Replies);

/// <summary>Reads the overview.</summary>
public sealed class OverviewReport(
    SliceReport slices, MetricsQuery metrics, RepliesQuery replies, CompletenessQuery completeness, FindingsReport findings)
{
    private const int Providers = 100;
    private const int LargestProviders = 12;
    private const int TopReplies = 8;

    /// <summary>How far back "usual" looks.</summary>
    private static readonly TimeSpan UsualSpan = TimeSpan.FromDays(28);

    /// <summary>A range so long has days enough to tell what is usual.</summary>
    private static readonly TimeSpan ShortestWithUsual = TimeSpan.FromDays(7);

    // With providers × hours of a month a report stays below the query's largest answer.
    private static readonly TimeSpan LongestByHour = TimeSpan.FromDays(31);

    public async Task<OverviewFigures> ReadAsync(ReportState state, Clock clock, CancellationToken cancellationToken)
    {
        var known = await completeness.ReadAsync(cancellationToken);
        var slice = await slices.ReadAsync(state, clock, cancellationToken);
        if (slice.IsEmpty)
        {
            return new OverviewFigures(slice, known, [], [], [], []);
        }

        var providers = await ProvidersAsync(state, cancellationToken);
        var failing = replies.ReadAsync(new RepliesRequest { Filter = state.Filter, Limit = TopReplies, IsOfMailOnly = true }, cancellationToken);
        var steps = await StepsAsync(state, providers, cancellationToken);
        var found = findings.ReadAsync(state, steps, cancellationToken);
        await Task.WhenAll(failing, found);
        return new OverviewFigures(slice, known, providers, Deferrals(steps, slice), await found, (await failing).Rows);
    }

    private async Task<List<ProviderFailures>> ProvidersAsync(ReportState state, CancellationToken cancellationToken)
    {
        var now = await metrics.ReadAsync(
            new MetricsRequest
            {
                Filter = state.Filter,
                GroupBy = [Dimension.Provider],
                Order = MetricsOrder.By(RateDefinitions.FailedAttempts, Clock.Event, true) with { Over = null },
                Limit = Providers,
            },
            cancellationToken);
        var from = ZoneTime.Floor(state.Filter.From - UsualSpan, state.Zone, toDay: true);

        // One day, or the hours of an incident, would be measured against itself.
        var to = state.Length >= ShortestWithUsual
            ? ZoneTime.Ceiling(state.Filter.To, state.Zone, toDay: true)
            : ZoneTime.Floor(state.Filter.From, state.Zone, toDay: true);
        var daily = await metrics.ReadAsync(
            new MetricsRequest
            {
                Filter = state.Filter with { From = from, To = to },
                GroupBy = [Dimension.Provider],
                Interval = to - from <= TimeSpan.FromDays(100) ? Interval.Day : TimeSpan.FromDays(800) >= to - from ? Interval.Week : Interval.Month,
                Limit = 10_000,
            },
            cancellationToken);
        var usual = daily.Rows.GroupBy(r => r.Keys[0], StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => ExcessFailures.Usual(g.Select(r => Failed(r.Counts).Rate)), StringComparer.Ordinal);
        return
        [
            .. now.Rows.Where(r => r.Counts.Attempts > 0)
                .Select(r => new ProviderFailures(r.Keys[0], r.Counts, Failed(r.Counts), new ExcessFailures(Failed(r.Counts).Rate, usual.GetValueOrDefault(r.Keys[0]))))
                .OrderByDescending(p => p.Failures.Excess ?? 0).ThenByDescending(p => p.Failures.Observed.Numerator)
                .ThenBy(p => p.Provider, StringComparer.Ordinal),
        ];
    }

    private static ObservedRate Failed(MetricCounts counts) => RateDefinitions.FailedAttempts.Of(counts, Clock.Event);

    private async Task<MetricsResult> StepsAsync(ReportState state, List<ProviderFailures> providers, CancellationToken cancellationToken)
    {
        var largest = providers.OrderByDescending(p => p.Counts.Attempts).Take(LargestProviders).Select(p => p.Provider).ToList();
        if (largest.Count == 0)
        {
            return new MetricsResult([], 0);
        }

        var byHour = state.Length <= LongestByHour && !MetricsQuery.IsKeptPerDay(state.Filter.Dimensions);
        return await metrics.ReadAsync(
            new MetricsRequest
            {
                Filter = state.Filter.With(new FilterCondition(Dimension.Provider, largest, false)),
                GroupBy = [Dimension.Provider],
                Interval = byHour ? Interval.Hour : TimeSteps.IntervalOf(state.Filter, isKeptPerDay: true),
                Limit = 10_000,
            },
            cancellationToken);
    }

    private static List<RateAt> Deferrals(MetricsResult steps, SliceFigures slice) =>
    [
        .. steps.Rows.GroupBy(r => (Provider: r.Keys[0], At: TimeSteps.StartOf(r.Time!.Value, slice.Interval, slice.State.Zone)))
            .Select(g => new RateAt(
                g.Key.Provider, g.Key.At, RateDefinitions.DeferralPressure.Of(g.Select(r => r.Counts).Aggregate(MetricCounts.Add), Clock.Event).Rate)),
    ];
}
