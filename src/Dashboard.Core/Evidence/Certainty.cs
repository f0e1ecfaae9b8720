using Dashboard.Core.Classification;

namespace Dashboard.Core.Evidence;

/// <summary>How sure a classification is, from what decided it.</summary>
public enum Certainty : byte
{
    /// <summary>Nothing is known: no rule matched. Never a guess.</summary>
    None = 0,

    /// <summary>A code alone decided; codes are used loosely.</summary>
    Low = 1,

    /// <summary>Words decided that mean the same at nearly every server.</summary>
    Fair = 2,

    /// <summary>The provider's own words or codes decided.</summary>
    High = 3,
}

/// <summary>Judges certainty.</summary>
internal static class Certainties
{
    public static Certainty Of(Classification.Classification classification, DecisionTrace decision) => (classification.Reason, decision.Winner?.Rule) switch
    {
        (Reason.None, _) => Certainty.High,
        (_, null) => Certainty.None,
        (_, { Providers.Count: > 0 }) => Certainty.High,
        (_, { HasText: true }) => Certainty.Fair,
        _ => Certainty.Low,
    };
}
