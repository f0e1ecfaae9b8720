using Dashboard.Core.Classification;

namespace Dashboard.Core.Evidence;

/// <summary>Everything behind a reply's classification: which rule decided and against which, what the reply states, what to do about it.</summary>
public sealed record ReplyEvidence
{
    /// <summary>The meaning by the rules that were asked.</summary>
    public required Classification.Classification Classification { get; init; }

    /// <summary>The rule that decided, and those that matched and lost.</summary>
    public required DecisionTrace Decision { get; init; }

    /// <summary>What the raw reply states, blocklists and codes first; at most <see cref="MostFacts"/>.</summary>
    public required IReadOnlyList<ReplyFact> Facts { get; init; }

    /// <summary>How sure the classification is.</summary>
    public required Certainty Certainty { get; init; }

    /// <summary>The sub-reason in plain English; null when there is none or no words for it.</summary>
    public required Explanation? Explanation { get; init; }

    /// <summary>The most useful page about it: the named blocklist's, else the provider's; null when none is known.</summary>
    public required HelpLink? Help { get; init; }

    /// <summary>How many facts are given at most.</summary>
    public const int MostFacts = 20;
}
