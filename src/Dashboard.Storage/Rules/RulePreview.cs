using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Core.Providers;

namespace Dashboard.Storage.Rules;

/// <summary>A reply at a provider that rules would classify otherwise.</summary>
/// <param name="TemplateId">Row id of the template.</param>
/// <param name="Provider">Provider id, as it would be.</param>
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

    /// <summary>Provider id as stored, where it is another one; else null.</summary>
    public string? ProviderBefore { get; init; }
}

/// <summary>Mail that would be counted at another provider.</summary>
/// <param name="Name">A group of relays, or a recipient domain of mail that reached no relay.</param>
/// <param name="IsDomain">True for a recipient domain.</param>
/// <param name="From">Provider id as stored.</param>
/// <param name="To">Provider id as it would be.</param>
/// <param name="Attempts">Attempts in the range.</param>
public sealed record PreviewedRoute(string Name, bool IsDomain, string From, string To, long Attempts);

/// <summary>A provider that would gain or lose mail.</summary>
/// <param name="Id">Provider id.</param>
/// <param name="Before">Its counts of the range as they are, on the event clock.</param>
/// <param name="After">Its counts as they would be.</param>
public sealed record PreviewedProvider(string Id, MetricCounts Before, MetricCounts After);

/// <summary>A relay or domain of the product's directory that the operator says is somebody else's.</summary>
/// <param name="Pattern">As the directory has it.</param>
/// <param name="From">Provider id there.</param>
/// <param name="To">Provider id by the operator.</param>
public sealed record OverriddenPattern(string Pattern, string From, string To);

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

/// <summary>What rules and providers would change, were they saved. Nothing is written to find out.</summary>
public sealed record RulePreview
{
    /// <summary>Most replies listed.</summary>
    public const int MostListed = 100;

    /// <summary>Start of the range in which mail is counted, UTC.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Its end, UTC.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>True when exactly this is in force already: saving would change nothing.</summary>
    public required bool IsInForce { get; init; }

    /// <summary>Rules that know replies by codes alone, those that are new or changed.</summary>
    public required IReadOnlyList<BroadRule> Broad { get; init; }

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

    /// <summary>Relays and domains that change their provider, those with most attempts; at most <see cref="MostListed"/>.</summary>
    public required IReadOnlyList<PreviewedRoute> Routes { get; init; }

    /// <summary>How many change it.</summary>
    public required long RoutesMoved { get; init; }

    /// <summary>Their attempts in the range.</summary>
    public required long RouteAttempts { get; init; }

    /// <summary>Providers that gain or lose mail of the range, the biggest change first.</summary>
    public required IReadOnlyList<PreviewedProvider> Providers { get; init; }

    /// <summary>What the operator's providers take from the product's directory.</summary>
    public required IReadOnlyList<OverriddenPattern> Overridden { get; init; }

    /// <summary>The providers as they would be, for their names.</summary>
    public required ProviderDirectory Directory { get; init; }

    /// <summary>Counts of the range as they are, on the event clock.</summary>
    public required MetricCounts Before { get; init; }

    /// <summary>Counts of the range as they would be.</summary>
    public required MetricCounts After { get; init; }
}
