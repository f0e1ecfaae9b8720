using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Endpoints;

/// <summary>Which rates a caller wants.</summary>
public sealed record AskedRates(IReadOnlyList<RateDefinition> OfCounts, IReadOnlyList<TimeRateDefinition> OfTimes);

/// <summary>Turns a report's rows into the API's.</summary>
public sealed class MetricsRows(MetricsRequest request, AskedRates rates, TimeZoneInfo zone, DateTimeOffset now)
{
    // How long a sending server usually tries before it gives up.
    private static readonly TimeSpan QueueLifetime = TimeSpan.FromHours(72);

    private readonly string[] _words = [.. request.GroupBy.Select(d => d.Word())];
    private readonly int[] _otherKeys = [.. Enumerable.Range(0, request.GroupBy.Count).Where(i => !request.GroupBy[i].IsClassified())];

    public TimeZoneInfo Zone => zone;

    /// <summary>True where rates would lie: their denominators would be cut down to one reason as well.</summary>
    public bool IsClassified { get; } = request.GroupBy.Concat(request.Filter.Dimensions).Any(d => d.IsClassified());

    /// <summary>The same report without the classified dimensions: what shares are taken of.</summary>
    public MetricsRequest TotalsRequest => request with
    {
        GroupBy = [.. _otherKeys.Select(i => request.GroupBy[i])], Order = null, Offset = 0, Limit = 10_000, WithLatency = false,
    };

    /// <summary>One row.</summary>
    /// <param name="row">As counted.</param>
    /// <param name="totals">Rows of <see cref="TotalsRequest"/>; not looked at unless <see cref="IsClassified"/>.</param>
    public MetricsAnswerRow Answer(MetricsRow row, IReadOnlyList<MetricsRow> totals) => new()
    {
        Keys = _words.Zip(row.Keys).ToDictionary(pair => pair.First, pair => pair.Second),
        Time = row.Time?.UtcDateTime,
        Attempts = AttemptCounts.Of(row.Counts),
        Deliveries = DeliveryCounts.Of(row.Counts, request.Clock, IsClassified),
        Throttled = row.Counts[Count.Throttled],
        Maturity = request.Clock == Clock.Cohort ? Maturity(row.Time) : null,
        Rates = IsClassified ? null : Rates(row),
        Shares = IsClassified ? Shares(row, totals) : null,
        TimeToAcceptance = PercentilesAnswer.Of(row.Latency?.Total),
        QueueTime = PercentilesAnswer.Of(row.Latency?.Queue),
        ReceiverTime = PercentilesAnswer.Of(row.Latency?.Receiver),
    };

    private Dictionary<string, RateAnswer> Rates(MetricsRow row)
    {
        // Times are times of acceptances: where those cannot be seen, their times cannot.
        var acceptance = RateDefinitions.Acceptance.Of(row.Counts, request.Clock);
        var none = acceptance.IsObservable ? ObservedRate.None : acceptance with { Rate = default };

        // Where times are not kept for the dimensions there is nothing to say about them, and nothing is said.
        return rates.OfCounts.Select(rate => (rate.Id, Rate: rate.Of(row.Counts, request.Clock)))
            .Concat(LatencyQuery.Keeps(request) ? rates.OfTimes.Select(rate => (rate.Id, Rate: row.Latency?.Of(rate) ?? none)) : [])
            .ToDictionary(rate => rate.Id, rate => RateAnswer.Of(rate.Rate));
    }

    private Dictionary<string, RateAnswer> Shares(MetricsRow row, IReadOnlyList<MetricsRow> totals)
    {
        var whole = (TotalsByPlace(totals).GetValueOrDefault(Place(row.Time, _otherKeys.Select(i => row.Keys[i]))) ?? row).Counts;
        return new Dictionary<string, RateAnswer>
        {
            ["attempts"] = RateAnswer.Of(new Rate(row.Counts.Attempts, whole.Attempts)),
            ["resolved"] = RateAnswer.Of(new Rate(row.Counts.Resolved, whole.Resolved)),
        };
    }

    private Dictionary<string, MetricsRow>? _totals;

    private Dictionary<string, MetricsRow> TotalsByPlace(IReadOnlyList<MetricsRow> totals) =>
        _totals ??= totals.ToDictionary(total => Place(total.Time, total.Keys));

    private static string Place(DateTimeOffset? time, IEnumerable<string> keys) => string.Join('\u001f', [time?.ToString("O") ?? "", .. keys]);

    private double Maturity(DateTimeOffset? time)
    {
        var start = time is { } from && from > request.Filter.From ? from : request.Filter.From;
        var end = EndOf(time) is { } until && until < request.Filter.To ? until : request.Filter.To;
        end = end < now ? end : now;
        return end <= start ? 0 : Math.Clamp((now - QueueLifetime - start) / (end - start), 0, 1);
    }

    private DateTimeOffset? EndOf(DateTimeOffset? time)
    {
        if (time is not { } start)
        {
            return null;
        }

        var local = TimeZoneInfo.ConvertTime(start, zone).DateTime;
        return request.Interval switch
        {
            Interval.None => null,
            Interval.Hour => start.AddHours(1),
            Interval.Day => At(local.AddDays(1)),
            Interval.Week => At(local.AddDays(7)),
            Interval.Month => At(local.AddMonths(1)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private DateTimeOffset At(DateTime local) => new(local, zone.GetUtcOffset(local));
}
