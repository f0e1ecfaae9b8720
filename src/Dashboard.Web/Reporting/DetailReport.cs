using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>Everything about one provider or one recipient domain.</summary>
/// <param name="Asked">The view without the provider or domain itself, as the filter bar shows it.</param>
/// <param name="Slice">Headline figures.</param>
/// <param name="Known">What the figures stand on.</param>
/// <param name="Hours">Deferred attempts hour by hour; empty where hours are not kept or the range is longer than a month.</param>
/// <param name="Replies">The replies behind most failures.</param>
/// <param name="Parts">Its domains, or its providers, largest first.</param>
/// <param name="HeldBack">Queues that were held back most often; empty when none was.</param>
public sealed record DetailFigures(
    ReportState Asked, SliceFigures Slice, Completeness Known, IReadOnlyList<RateAt> Hours, IReadOnlyList<ReplyRow> Replies, Breakdown Parts,
    IReadOnlyList<HeldBackQueue> HeldBack);

/// <summary>Reads everything about one provider or domain.</summary>
public sealed class DetailReport(
    SliceReport slices, BreakdownReport breakdowns, MetricsQuery metrics, RepliesQuery replies, HeldBackQueuesQuery queues, CompletenessQuery completeness)
{
    private const int TopReplies = 10;
    private const int TopQueues = 10;
    private static readonly TimeSpan LongestByHour = TimeSpan.FromDays(31);

    /// <param name="asked">The view, without the value.</param>
    /// <param name="dimension">Provider or domain.</param>
    /// <param name="value">Which.</param>
    /// <param name="parts">What to split it by.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<DetailFigures> ReadAsync(
        ReportState asked, Dimension dimension, string value, Dimension parts, Clock clock, CancellationToken cancellationToken)
    {
        var state = asked.ForDimensions(dimension).With(dimension, value);
        var known = await completeness.ReadAsync(cancellationToken);
        var slice = await slices.ReadAsync(state, clock, cancellationToken);
        var split = await breakdowns.ReadAsync(parts, state, clock, BreakdownSort.Default, 1, null, cancellationToken);
        var failing = await replies.ReadAsync(new RepliesRequest { Filter = state.Filter, Limit = TopReplies, IsOfMailOnly = true }, cancellationToken);
        var heldBack = slice.Now[Count.Throttled] > 0 ? await queues.ReadAsync(state.Filter, TopQueues, cancellationToken) : [];
        return new DetailFigures(asked, slice, known, await HoursAsync(state, cancellationToken), failing.Rows, split, heldBack);
    }

    private async Task<IReadOnlyList<RateAt>> HoursAsync(ReportState state, CancellationToken cancellationToken)
    {
        if (state.Length > LongestByHour || MetricsQuery.IsKeptPerDay(state.Filter.Dimensions))
        {
            return [];
        }

        var hours = await metrics.ReadAsync(new MetricsRequest { Filter = state.Filter, Interval = Interval.Hour }, cancellationToken);
        return [.. hours.Rows.Select(r => new RateAt("", r.Time!.Value, RateDefinitions.DeferralPressure.Of(r.Counts, Clock.Event).Rate))];
    }
}
