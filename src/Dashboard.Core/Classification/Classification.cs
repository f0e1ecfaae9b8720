namespace Dashboard.Core.Classification;

/// <summary>How sure a refusal is about the address: decides how many are needed before it is suppressed.</summary>
public enum EvidenceTier : byte
{
    /// <summary>Says nothing about the address.</summary>
    None = 0,

    /// <summary>Says plainly that the address or domain does not exist; one is enough.</summary>
    Confirmed = 1,

    /// <summary>May mean something else at this provider; two are needed, a day apart.</summary>
    Ambiguous = 2,
}

/// <summary>The normalized meaning of a reply: an opinion, made by one rule, which can change and then restates history.</summary>
/// <param name="Reason">Why.</param>
/// <param name="SubReason">Finer than the reason where the action differs (kebab case); null when there is nothing to tell apart.</param>
/// <param name="Fault">Who must change something.</param>
/// <param name="IsHard">True when a final refusal of this kind counts as a hard bounce: the address itself is bad.</param>
/// <param name="Tier">How much the reply says about the address.</param>
/// <param name="Actions">What to do, best first; never empty.</param>
/// <param name="RuleId">The rule that decided; <c>unclassified</c> when none did.</param>
public sealed record Classification(
    Reason Reason,
    string? SubReason,
    Fault Fault,
    bool IsHard,
    EvidenceTier Tier,
    IReadOnlyList<NextAction> Actions,
    string RuleId)
{
    /// <summary>The first action.</summary>
    public NextAction Action => Actions[0];
}
