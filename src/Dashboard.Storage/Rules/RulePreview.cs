using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;

namespace Dashboard.Storage.Rules;

/// <summary>A reply at a provider that rules would classify otherwise.</summary>
/// <param name="TemplateId">Row id of the template.</param>
/// <param name="Provider">Provider id.</param>
/// <param name="Text">The masked reply; text from outside.</param>
/// <param name="Type">What the log says happened.</param>
/// <param name="CategoryBefore">Category as stored.</param>
/// <param name="CategoryAfter">Category by the new rules.</param>
/// <param name="RuleBefore">The rule that decides now; <c>unclassified</c> when none does.</param>
/// <param name="After">What it would mean.</param>
/// <param name="Times">Attempts in the range that got it, and queues that it held back.</param>
public sealed record PreviewedReply(
    int TemplateId, string Provider, string Text, EventType Type, string CategoryBefore, string CategoryAfter, string RuleBefore, Classification After, long Times)
{
    /// <summary>True when it would be counted under another category.</summary>
    public bool IsMoved => CategoryBefore != CategoryAfter;
}

/// <summary>Replies that leave one category for another.</summary>
/// <param name="From">Category as stored.</param>
/// <param name="To">Category by the new rules.</param>
/// <param name="Replies">Replies at providers.</param>
/// <param name="Times">Attempts in the range that got them.</param>
public sealed record CategoryMove(string From, string To, long Replies, long Times);

/// <summary>A rule that would no longer decide some replies.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="IsOwn">True for one of the operator's.</param>
/// <param name="By">The rule that would decide instead.</param>
/// <param name="Replies">Replies at providers that it loses.</param>
/// <param name="Times">Attempts in the range that got them.</param>
public sealed record ShadowedRule(string RuleId, bool IsOwn, string By, long Replies, long Times);

/// <summary>What rules would change, were they saved. Nothing is written to find out.</summary>
public sealed record RulePreview
{
    /// <summary>Most replies listed.</summary>
    public const int MostListed = 100;

    /// <summary>Start of the range in which mail is counted, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Its end, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>What stands against saving.</summary>
    public required IReadOnlyList<RuleProblem> Problems { get; init; }

    /// <summary>Replies at providers that were looked at: all that were ever stored.</summary>
    public required long Replies { get; init; }

    /// <summary>The most frequent of those that would change, those that change their category first.</summary>
    public required IReadOnlyList<PreviewedReply> Listed { get; init; }

    /// <summary>How many change: category, sub-reason, fault, actions or the rule alone.</summary>
    public required long Changed { get; init; }

    /// <summary>How many of them change their category.</summary>
    public required long Moved { get; init; }

    /// <summary>Attempts in the range that change their category, and queues held back.</summary>
    public required long MovedTimes { get; init; }

    /// <summary>From which category to which, most attempts first.</summary>
    public required IReadOnlyList<CategoryMove> Moves { get; init; }

    /// <summary>Rules that lose replies, most attempts first.</summary>
    public required IReadOnlyList<ShadowedRule> Shadowed { get; init; }

    /// <summary>Counts of the range as they are, on the event clock.</summary>
    public required MetricCounts Before { get; init; }

    /// <summary>Counts of the range as they would be.</summary>
    public required MetricCounts After { get; init; }
}
