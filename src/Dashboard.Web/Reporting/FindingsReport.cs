using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>
/// Finds what stood out in a range: stretches of time in which a provider put off or refused, or a list bounced, far more than it does
/// in the rest of the range and in the four weeks before. Everything said comes from counts; where nothing stands out, it finds nothing.
/// </summary>
public sealed class FindingsReport(MetricsQuery metrics, RepliesQuery replies)
{
    private const int Most = 3;
    private const double MostOfIt = 0.6;
    private static readonly TimeSpan UsualSpan = TimeSpan.FromDays(28);

    private static readonly RateDefinition[] OfProviders =
        [RateDefinitions.DeferralPressure, RateDefinitions.Block, RateDefinitions.LocalFailure, RateDefinitions.Expiry];

    private static readonly Dimension[] Parts = [Dimension.Pool, Dimension.Stream, Dimension.Campaign];

    /// <param name="state">The range and its conditions.</param>
    /// <param name="providers">Counts by provider and step of time, on the event clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<Finding>> ReadAsync(ReportState state, MetricsResult providers, CancellationToken cancellationToken)
    {
        var before = await BeforeAsync(state, Dimension.Provider, cancellationToken);
        var found = OfProviders.SelectMany(rate => Find(Dimension.Provider, rate, providers, before)).ToList();
        var whole = state.ForDimensions(Dimension.ListSource);
        found.AddRange(Find(
            Dimension.ListSource, RateDefinitions.HardBounce, await ListsAsync(whole, cancellationToken),
            await BeforeAsync(whole, Dimension.ListSource, cancellationToken)));
        var findings = new List<Finding>();
        foreach (var (dimension, rate, standout, interval) in MostImportant(found))
        {
            var view = state.Between(standout.First, Earlier(TimeSteps.Next(standout.Last, interval, state.Zone), state.Filter.To)).With(dimension, standout.Key);
            findings.Add(new Finding(
                dimension, rate, standout, view, await ReplyAsync(view, rate, cancellationToken), await FocusAsync(view, rate, cancellationToken)));
        }

        return findings;
    }

    private static IEnumerable<(Dimension Dimension, RateDefinition Rate, Standout Standout, Interval Interval)> Find(
        Dimension dimension, RateDefinition rate, MetricsResult result, MetricsResult before)
    {
        var history = before.Rows.ToDictionary(r => r.Keys[0], r => rate.Of(r.Counts, Clock.Event).Rate, StringComparer.Ordinal);
        var rates = result.Rows.Where(r => r.Keys[0].Length > 0).Select(r => new RateAt(r.Keys[0], r.Time!.Value, rate.Of(r.Counts, Clock.Event).Rate));
        return Standout.Find(rates, history).Select(s => (dimension, rate, s, IntervalOf(result)));
    }

    // The largest of each kind before the second of any: many deferrals must not hide that mail is refused for authentication.
    private static IEnumerable<(Dimension Dimension, RateDefinition Rate, Standout Standout, Interval Interval)> MostImportant(
        IEnumerable<(Dimension Dimension, RateDefinition Rate, Standout Standout, Interval Interval)> found) =>
        found.GroupBy(f => f.Rate)
            .SelectMany(kind => kind.OrderByDescending(f => f.Standout.Excess).Select((finding, place) => (finding, place)))
            .OrderBy(f => f.place).ThenByDescending(f => f.finding.Standout.Excess)
            .Take(Most)
            .Select(f => f.finding)
            .OrderByDescending(f => f.Standout.Excess);

    // The result does not say how finely it was split: its nearest two times do.
    private static Interval IntervalOf(MetricsResult result)
    {
        var times = result.Rows.Select(r => r.Time!.Value).Distinct().Order().ToList();
        var shortest = times.Zip(times.Skip(1), (a, b) => b - a).DefaultIfEmpty(TimeSpan.FromDays(1)).Min();
        return shortest.TotalHours switch { < 20 => Interval.Hour, < 100 => Interval.Day, < 400 => Interval.Week, _ => Interval.Month };
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private async Task<MetricsResult> ListsAsync(ReportState state, CancellationToken cancellationToken)
    {
        return await metrics.ReadAsync(
            new MetricsRequest
            {
                Filter = state.Filter,
                GroupBy = [Dimension.ListSource],
                Interval = TimeSteps.IntervalOf(state.Filter, isKeptPerDay: true),
                Limit = 10_000,
            },
            cancellationToken);
    }

    private async Task<MetricsResult> BeforeAsync(ReportState state, Dimension dimension, CancellationToken cancellationToken)
    {
        var from = ZoneTime.Floor(state.Filter.From - UsualSpan, state.Zone, toDay: true);
        return await metrics.ReadAsync(
            new MetricsRequest { Filter = state.Filter with { From = from, To = state.Filter.From }, GroupBy = [dimension], Limit = 10_000 }, cancellationToken);
    }

    private async Task<ReplyRow?> ReplyAsync(ReportState view, RateDefinition rate, CancellationToken cancellationToken)
    {
        var outcome = rate == RateDefinitions.DeferralPressure ? EventType.Deferred : EventType.Rejected;
        var result = await replies.ReadAsync(new RepliesRequest { Filter = view.Filter, Outcome = outcome, Limit = 1 }, cancellationToken);
        return result.Rows.Count > 0 && result.Rows[0].Attempts >= MostOfIt * result.TotalAttempts ? result.Rows[0] : null;
    }

    private async Task<List<FindingFocus>> FocusAsync(ReportState view, RateDefinition rate, CancellationToken cancellationToken)
    {
        var focus = new List<FindingFocus>();
        foreach (var part in Parts.Where(p => !view.Filter.Dimensions.Contains(p)))
        {
            var result = await metrics.ReadAsync(
                new MetricsRequest { Filter = view.ForDimensions(part).Filter, GroupBy = [part], Limit = 1000 }, cancellationToken);
            var rates = result.Rows.Select(r => (Value: r.Keys[0], Rate: rate.Of(r.Counts, Clock.Event).Rate)).OrderByDescending(r => r.Rate.Numerator).ToList();
            if (rates.Count > 1 && rates[0].Value.Length > 0 && rates[0].Rate.Numerator >= MostOfIt * rates.Sum(r => r.Rate.Numerator))
            {
                focus.Add(new FindingFocus(part, rates[0].Value, rates[0].Rate));
            }
        }

        return focus;
    }
}
