using Dashboard.Core.Classification;
using Dashboard.Core.Evidence;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Endpoints;

/// <summary>What one reply means.</summary>
public sealed record ClassifiedAnswer(
    string Category, string? SubReason, string Fault, string Action, IReadOnlyList<string> Actions, string Rule, bool IsHard, string Evidence,
    int? Code, string? EnhancedCode, string Provider, string Template)
{
    /// <summary>How sure the classification is: <c>high</c>, <c>fair</c>, <c>low</c> or <c>none</c>.</summary>
    public required string Certainty { get; init; }

    /// <summary>The words of the reply that made the rule match; empty when only codes or the form did.</summary>
    public required IReadOnlyList<string> MatchedWords { get; init; }

    /// <summary>Rules that match too but did not decide, in the order in which they would have.</summary>
    public required IReadOnlyList<LostRuleAnswer> LostRules { get; init; }

    /// <summary>What the reply states: blocklists, codes, limits, identities.</summary>
    public required IReadOnlyList<FactAnswer> Facts { get; init; }

    /// <summary>What it means in plain English, and what to do.</summary>
    public required ReplyExplanation Explanation { get; init; }

    /// <summary>The most useful page about it, from the product's own tables; null when none is known.</summary>
    public required LinkAnswer? Help { get; init; }

    public static ClassifiedAnswer Of(TriedReply tried)
    {
        var (_, reply, evidence) = tried;
        return new ClassifiedAnswer(
            reply.Category.Name,
            reply.Classification.SubReason,
            WireNames.Of(reply.Classification.Fault),
            WireNames.Of(reply.Classification.Action),
            [.. reply.Classification.Actions.Select(WireNames.Of)],
            reply.Classification.RuleId,
            reply.Classification.IsHard,
            WireNames.Of(reply.Classification.Tier),
            reply.Code,
            reply.Enhanced?.ToString(),
            reply.Provider.Id,
            reply.Template)
        {
            Certainty = WireNames.Of(evidence.Certainty),
            MatchedWords = evidence.Decision.Winner?.Words ?? [],
            LostRules = [.. evidence.Decision.Lost.Select(LostRuleAnswer.Of)],
            Facts = [.. evidence.Facts.Select(FactAnswer.Of)],
            Explanation = ReplyExplanation.Of(evidence, reply.Type),
            Help = LinkAnswer.Of(evidence.Help),
        };
    }
}

/// <summary>A rule that matches a reply but did not decide.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Reason">What the reply would mean by it.</param>
/// <param name="Why">What the deciding rule has before it: provider-first, words-first, enhanced-code-first, earlier-in-order or priority-first.</param>
public sealed record LostRuleAnswer(string Rule, string Reason, string Why)
{
    public static LostRuleAnswer Of(LostRule lost) => new(lost.Match.Rule.Id, WireNames.Of(lost.Match.Rule.Reason), WireNames.Of(lost.Why));
}

/// <summary>A fact that a reply states.</summary>
/// <param name="Kind">blocklist, provider-code, limit, retry-after, ip, spf-domain, dkim-domain, from-domain, link-domain or url.</param>
/// <param name="Value">As the reply writes it.</param>
/// <param name="Name">What the product calls it; null when it has no name.</param>
/// <param name="Meaning">What it means, or how to get off the list; null when nothing is known.</param>
/// <param name="Links">Where to look it up or ask, from the product's own tables.</param>
public sealed record FactAnswer(string Kind, string Value, string? Name, string? Meaning, IReadOnlyList<LinkAnswer> Links)
{
    public static FactAnswer Of(ReplyFact fact) =>
        new(WireNames.Of(fact.Kind), fact.Value, fact.Name, fact.Meaning, [.. fact.Links.Select(link => new LinkAnswer(link.Title, link.Url))]);
}

/// <summary>A public page.</summary>
public sealed record LinkAnswer(string Title, string Url)
{
    public static LinkAnswer? Of(HelpLink? link) => link is null ? null : new LinkAnswer(link.Title, link.Url);
}
