namespace Dashboard.Core.Classification.Own;

/// <summary>
/// A rule of the operator's own as it is written: in words, so that it can be half done or wrong. <see cref="OwnRuleCheck"/> makes a
/// <see cref="ClassificationRule"/> of it. The members are those of a rule file.
/// </summary>
public sealed record OwnRule
{
    /// <summary>Kebab-case id, unlike any other rule's.</summary>
    public string Id { get; init; } = "";

    /// <summary>Providers it applies to; empty for every provider.</summary>
    public IReadOnlyList<string> Provider { get; init; } = [];

    /// <summary>Words that must all occur.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];

    /// <summary>Words of which one must occur; empty for no such condition.</summary>
    public IReadOnlyList<string> Any { get; init; } = [];

    /// <summary>Words of which none may occur.</summary>
    public IReadOnlyList<string> Not { get; init; } = [];

    /// <summary>Reply codes: <c>550</c>, <c>4xx</c>; empty for any.</summary>
    public IReadOnlyList<string> Code { get; init; } = [];

    /// <summary>Enhanced status codes: <c>5.7.1</c>, <c>x.2.2</c>; empty for any.</summary>
    public IReadOnlyList<string> Enhanced { get; init; } = [];

    /// <summary><c>deferred</c> or <c>rejected</c>; null for both.</summary>
    public string? Outcome { get; init; }

    /// <summary>Stages of the conversation: <c>rcpt-to</c>; empty for any.</summary>
    public IReadOnlyList<string> Stage { get; init; } = [];

    /// <summary>True for texts of our own side only, false for servers' replies only; null for both.</summary>
    public bool? Local { get; init; }

    /// <summary>A regular expression; null for none.</summary>
    public string? Pattern { get; init; }

    /// <summary>What the reply means: a reason's word.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Finer than the reason; null for none.</summary>
    public string? SubReason { get; init; }

    /// <summary>Who must change something; null for the reason's default.</summary>
    public string? Fault { get; init; }

    /// <summary>Whether it counts as a hard bounce; null for the reason's default.</summary>
    public bool? Hard { get; init; }

    /// <summary>What it says about the address; null for the reason's default.</summary>
    public string? Tier { get; init; }

    /// <summary>What to do, best first; null for the reason's default.</summary>
    public IReadOnlyList<string>? Actions { get; init; }

    /// <summary>A note, or where the meaning comes from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Replies that it must win; at least one.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];
}

/// <summary>What is wrong with a rule, for the person who writes it.</summary>
/// <param name="RuleId">The rule; empty when it has no id yet.</param>
/// <param name="Field">Which member: <c>pattern</c>.</param>
/// <param name="Message">What is wrong and what is expected, a sentence.</param>
public sealed record RuleProblem(string RuleId, string Field, string Message)
{
    /// <summary>Where in a pattern the mistake is, from 0; null when there is no such place.</summary>
    public int? At { get; init; }

    /// <summary>The rule and what is wrong.</summary>
    public override string ToString() => RuleId.Length == 0 ? Message : $"{RuleId}: {Message}";
}
