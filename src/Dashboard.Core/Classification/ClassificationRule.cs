using System.Text.RegularExpressions;
using Dashboard.Core.Delivery;

namespace Dashboard.Core.Classification;

/// <summary>One rule: what a reply must show, and what it then means. Read from a rule file; immutable.</summary>
public sealed record ClassificationRule
{
    private static readonly TimeSpan PatternPatience = TimeSpan.FromSeconds(2);

    private PatternTries? _tries;

    /// <summary>Unique kebab-case id; kept with every classification the rule makes.</summary>
    public required string Id { get; init; }

    /// <summary>The file it stands in, without extension (<c>gmail</c>).</summary>
    public required string File { get; init; }

    /// <summary>Providers it applies to; empty for every provider.</summary>
    public required IReadOnlyList<string> Providers { get; init; }

    /// <summary>Literals that must all occur; lower case, single spaces.</summary>
    public required IReadOnlyList<string> Contains { get; init; }

    /// <summary>Literals of which one must occur; empty for no such condition.</summary>
    public required IReadOnlyList<string> Any { get; init; }

    /// <summary>Literals of which none may occur.</summary>
    public required IReadOnlyList<string> Not { get; init; }

    /// <summary>True for rules of final refusals only, false for deferrals only; null for both.</summary>
    public required bool? IsFinal { get; init; }

    /// <summary>True for texts of our own side only, false for servers' replies only; null for both.</summary>
    public required bool? IsLocal { get; init; }

    /// <summary>Tried after everything else held; null for none.</summary>
    public required Regex? Pattern
    {
        get;
        init
        {
            field = value;
            _tries = value is null ? null : new PatternTries(value, PatternPatience);
        }
    }

    /// <summary>Replies on which the pattern took too long, since the rule was read; each counts as not matching.</summary>
    public long PatternTimeouts => _tries?.Timeouts ?? 0;

    /// <summary>True for words of every provider that are tried after the enhanced codes, because a specific code says more.</summary>
    public bool IsLast { get; init; }

    /// <summary>What the reply means.</summary>
    public required Reason Reason { get; init; }

    /// <summary>Finer than the reason; null for none.</summary>
    public required string? SubReason { get; init; }

    /// <summary>Who must change something; null for the reason's default.</summary>
    public required Fault? Fault { get; init; }

    /// <summary>Whether it counts as hard; null for the reason's default.</summary>
    public required bool? IsHard { get; init; }

    /// <summary>What it says about the address; null for the reason's default.</summary>
    public required EvidenceTier? Tier { get; init; }

    /// <summary>What to do; null for the reason's default.</summary>
    public required IReadOnlyList<NextAction>? Actions { get; init; }

    /// <summary>Where the meaning comes from: a page, an RFC, or "operator experience".</summary>
    public required string Source { get; init; }

    /// <summary>Replies this rule must win for its provider; at least one.</summary>
    public required IReadOnlyList<string> Samples { get; init; }

    /// <summary>Stages of the conversation it applies to; empty for any. No stage is named where the log does not say it.</summary>
    public IReadOnlyList<Stage> Stages { get; init; } = [];

    /// <summary>True for a rule of the operator's own: those are tried before all others, in their own order.</summary>
    public bool IsOwn { get; init; }

    /// <summary>True when words decide, false when only codes do.</summary>
    public bool HasText => Contains.Count > 0 || Any.Count > 0 || Pattern is not null;

    /// <summary>True when the reply code must be one of some.</summary>
    public bool HasCode => Codes.Count > 0;

    /// <summary>True when the enhanced status code must be one of some.</summary>
    public bool HasEnhancedCode => Enhanced.Count > 0;

    /// <summary>The rule's literals that occur in a template, in the rule's order, without those that are part of another: the words that decided.</summary>
    public IReadOnlyList<string> LiteralsIn(string template)
    {
        var folded = template.ToLowerInvariant();
        var found = Contains.Concat(Any).Distinct().Where(literal => folded.Contains(literal, StringComparison.Ordinal)).ToList();
        return [.. found.Where(literal => !found.Exists(other => other.Length > literal.Length && other.Contains(literal, StringComparison.Ordinal)))];
    }

    /// <summary>Letters, lower case, that each text the pattern matches holds: it is not tried without them. Null when none are known.</summary>
    internal string? PatternLiteral { get; init; }

    internal IReadOnlyList<ReplyCodePattern> Codes { get; init; } = [];

    internal IReadOnlyList<EnhancedCodePattern> Enhanced { get; init; } = [];

    /// <summary>Everything but the literals: codes, outcome, side and pattern.</summary>
    /// <param name="facts">What is known of the reply.</param>
    /// <param name="folded">Its template in lower case: shipped patterns are written so, an operator's own are not.</param>
    /// <param name="isFinal">True for a rejection, false for a deferral.</param>
    internal bool MatchesFacts(in ReplyFacts facts, ReadOnlySpan<char> folded, bool isFinal) =>
        (IsFinal is null || IsFinal == isFinal)
        && (IsLocal is null || facts.IsLocal is null || IsLocal == facts.IsLocal)
        && (Stages.Count == 0 || Stages.Contains(facts.Stage))
        && MatchesCode(facts.Code)
        && MatchesEnhanced(facts.Enhanced)
        && MatchesPattern(IsOwn ? facts.Template : folded);

    private bool MatchesPattern(ReadOnlySpan<char> template) => _tries is null || _tries.IsMatch(template);

    private bool MatchesCode(int? code)
    {
        if (Codes.Count == 0)
        {
            return true;
        }

        foreach (var pattern in Codes)
        {
            if (code is { } value && pattern.Matches(value))
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesEnhanced(Replies.EnhancedStatusCode? enhanced)
    {
        if (Enhanced.Count == 0)
        {
            return true;
        }

        foreach (var pattern in Enhanced)
        {
            if (enhanced is { } value && pattern.Matches(value))
            {
                return true;
            }
        }

        return false;
    }
}
