using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>What became of one campaign or stream.</summary>
/// <param name="Asked">The view without the campaign or stream itself, as the filter bar shows it.</param>
/// <param name="Slice">Headline figures.</param>
/// <param name="Course">The stretch in which it was sent, hour by hour where that reads well; the slice itself where it does not.</param>
/// <param name="Known">What the figures stand on.</param>
/// <param name="Parts">Its parts, one breakdown for each dimension of the kind.</param>
/// <param name="Replies">The replies behind most failures.</param>
public sealed record ResultFigures(
    ReportState Asked, SliceFigures Slice, SliceFigures Course, Completeness Known, IReadOnlyList<Breakdown> Parts, IReadOnlyList<ReplyRow> Replies);

/// <summary>Reads what became of one campaign or stream.</summary>
public sealed class ResultReport(
    SliceReport slices, BreakdownReport breakdowns, MetricsQuery metrics, RepliesQuery replies, CompletenessQuery completeness)
{
    private const int TopReplies = 10;
    private const int MostHours = 10_000;

    /// <param name="kind">Campaigns or streams.</param>
    /// <param name="name">Which; empty is "not known".</param>
    /// <param name="asked">The view, without it.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ResultFigures> ReadAsync(ResultKind kind, string name, ReportState asked, Clock clock, CancellationToken cancellationToken)
    {
        var state = asked.ForDimensions(kind.Dimension).With(kind.Dimension, name);
        var slice = await slices.ReadAsync(state, clock, cancellationToken);
        var parts = new List<Breakdown>();
        foreach (var part in kind.Parts)
        {
            parts.Add(await breakdowns.ReadAsync(part, state, clock, BreakdownSort.Default, 1, null, cancellationToken));
        }

        var failing = await replies.ReadAsync(new RepliesRequest { Filter = state.Filter, Limit = TopReplies, IsOfMailOnly = true }, cancellationToken);
        var course = await CourseAsync(slice, clock, cancellationToken);
        return new ResultFigures(asked, slice, course, await completeness.ReadAsync(cancellationToken), parts, failing.Rows);
    }

    // A campaign is sent within hours: over a range of weeks its chart would be one bar.
    private async Task<SliceFigures> CourseAsync(SliceFigures slice, Clock clock, CancellationToken cancellationToken)
    {
        var state = slice.State;
        if (slice.IsEmpty || slice.Interval == Interval.Hour || state.Length.TotalHours > MostHours || MetricsQuery.IsKeptPerDay(state.Filter.Dimensions))
        {
            return slice;
        }

        var hours = await metrics.ReadAsync(
            new MetricsRequest { Filter = state.Filter, Interval = Interval.Hour, Clock = clock, Limit = MostHours }, cancellationToken);
        var busy = hours.Rows.Where(r => r.Counts[Count.Attempted] > 0 || (clock == Clock.Event && r.Counts.Resolved > 0)).Select(r => r.Time!.Value).ToList();
        if (busy.Count == 0)
        {
            return slice;
        }

        var sent = state.Between(busy.Min(), TimeSteps.Next(busy.Max(), Interval.Hour, state.Zone)) with { IsCompared = false };
        return TimeSteps.IntervalOf(sent.Filter, false) == Interval.Hour ? await slices.ReadAsync(sent, clock, cancellationToken) : slice;
    }
}
