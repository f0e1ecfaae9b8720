using System.Text.Json.Serialization;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Endpoints;

/// <summary>Tries and how they ended. noReply: of them, those that no server answered.</summary>
public sealed record AttemptCounts(long Total, long Accepted, long Deferred, long Rejected, long NoReply)
{
    public static AttemptCounts Of(MetricCounts counts) => new(
        counts.Attempts, counts[Count.AttemptsAccepted], counts[Count.AttemptsDeferred], counts[Count.AttemptsRejected], counts[Count.AttemptsWithoutReply]);
}

/// <summary>
/// Deliveries by what became of them. resolved = accepted (gross) + hard + block + local + other + unclassified + expired. What exists
/// on the cohort clock only is left out on the event clock; attempted and waiting are left out where a category, reason or fault splits.
/// </summary>
public sealed record DeliveryCounts
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Attempted { get; init; }

    public required long Resolved { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Waiting { get; init; }

    public required long Accepted { get; init; }

    public required long Hard { get; init; }

    public required long Block { get; init; }

    public required long Local { get; init; }

    public required long Other { get; init; }

    public required long Unclassified { get; init; }

    public required long Expired { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? AcceptedThenBounced { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? AcceptedThenHardBounced { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Complained { get; init; }

    public required long FirstDeferred { get; init; }

    public required long FirstGreylisted { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? EverDeferred { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? RetrySucceeded { get; init; }

    public static DeliveryCounts Of(MetricCounts counts, Clock clock, bool isClassified)
    {
        var isCohort = clock == Clock.Cohort;
        return new DeliveryCounts
        {
            Attempted = isClassified ? null : counts[Count.Attempted],
            Resolved = counts.Resolved,
            Waiting = isClassified || !isCohort ? null : counts.Waiting,
            Accepted = counts[Count.Accepted],
            Hard = counts[Count.Hard],
            Block = counts[Count.Block],
            Local = counts[Count.Local],
            Other = counts[Count.Other],
            Unclassified = counts[Count.Unclassified],
            Expired = counts[Count.Expired],
            AcceptedThenBounced = isCohort ? counts[Count.BouncedLater] : null,
            AcceptedThenHardBounced = isCohort ? counts[Count.BouncedLaterHard] : null,
            Complained = isCohort ? counts[Count.Complained] : null,
            FirstDeferred = counts[Count.FirstDeferred],
            FirstGreylisted = counts[Count.FirstGreylisted],
            EverDeferred = isCohort ? counts[Count.EverDeferred] : null,
            RetrySucceeded = isCohort ? counts[Count.RetrySucceeded] : null,
        };
    }
}

/// <summary>A share with its two counts; value is null where nothing was counted.</summary>
public sealed record RateAnswer(long Numerator, long Denominator, double? Value)
{
    /// <summary>For rates: how much of the mail its sources carry that can show it, 0 to 1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Coverage { get; init; }

    /// <summary>Why the rest, or all, is not observable, and what to change; absent when all is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NotObservable { get; init; }

    public static RateAnswer Of(Rate rate) => new(rate.Numerator, rate.Denominator, rate.Value);

    public static RateAnswer Of(ObservedRate rate) => Of(rate.Rate) with
    {
        Coverage = rate.Coverage,
        NotObservable = rate.Missing.Count == 0 ? null : $"{CoverageWords.Sentence(rate.Missing)} {CoverageWords.Advice(rate.Missing)}".TrimEnd(),
    };
}

/// <summary>Nearest-rank percentiles, seconds; within 1.1 % above a minute.</summary>
public sealed record PercentilesAnswer(double P50, double P90, double P95, double P99)
{
    public static PercentilesAnswer? Of(Percentiles? percentiles) =>
        percentiles is null ? null : new(Tenths(percentiles.P50), Tenths(percentiles.P90), Tenths(percentiles.P95), Tenths(percentiles.P99));

    // The histograms are exact to a second, or to one in a hundred: more digits would only look exact.
    private static double Tenths(double seconds) => Math.Round(seconds, 1);
}

/// <summary>One row of a report.</summary>
public sealed record MetricsAnswerRow
{
    /// <summary>One value for each dimension of groupBy; the empty text is "not known".</summary>
    public required IReadOnlyDictionary<string, string> Keys { get; init; }

    /// <summary>Start of the interval, UTC; null without interval.</summary>
    public required DateTime? Time { get; init; }

    public required AttemptCounts Attempts { get; init; }

    public required DeliveryCounts Deliveries { get; init; }

    /// <summary>Times that a whole queue was held back: no attempts, no deliveries.</summary>
    public required long Throttled { get; init; }

    /// <summary>Share of the row's time that is older than 72 hours, by when nearly every delivery is resolved; cohort clock only.</summary>
    public required double? Maturity { get; init; }

    /// <summary>By rate, over the mail of sources that can show it; absent where a category, reason or fault is grouped or filtered by.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, RateAnswer>? Rates { get; init; }

    /// <summary>Instead of rates: the row's part of all attempts and of all resolved deliveries with the same other keys and time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, RateAnswer>? Shares { get; init; }

    /// <summary>From queueing to acceptance, of the accepted; null where it is not kept or not known.</summary>
    public required PercentilesAnswer? TimeToAcceptance { get; init; }

    /// <summary>Its part that is ours: from queueing to the first attempt.</summary>
    public required PercentilesAnswer? QueueTime { get; init; }

    /// <summary>Its part that is theirs: from the first attempt to acceptance.</summary>
    public required PercentilesAnswer? ReceiverTime { get; init; }
}

/// <summary>What is stored at all, over every filter.</summary>
public sealed record CompletenessAnswer(DateTime? FirstEventAt, DateTime? LastEventAt, int RunningImports, long QuarantinedLines, long DuplicateLines)
{
    public static CompletenessAnswer Of(Completeness known) => new(
        known.FirstEventAt?.UtcDateTime, known.LastEventAt?.UtcDateTime, known.RunningImports, known.QuarantinedLines, known.DuplicateLines);
}

/// <summary>A report.</summary>
/// <param name="From">Start of the range, UTC, included.</param>
/// <param name="To">End of the range, UTC, not included.</param>
/// <param name="Interval">none, hour, day, week or month.</param>
/// <param name="Clock">event or cohort.</param>
/// <param name="TimeZone">The zone whose hours and days are counted.</param>
/// <param name="Rows">By time and keys, or as sort says.</param>
/// <param name="TotalRows">Rows of all pages.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
/// <param name="Completeness">What is stored at all.</param>
/// <param name="Rules">By which rules replies were classified.</param>
public sealed record MetricsAnswer(
    DateTime From, DateTime To, string Interval, string Clock, string TimeZone, IReadOnlyList<MetricsAnswerRow> Rows, long TotalRows,
    string? Next, CompletenessAnswer Completeness, RulesVersionAnswer Rules);
