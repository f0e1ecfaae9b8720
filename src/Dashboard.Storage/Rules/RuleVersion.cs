namespace Dashboard.Storage.Rules;

/// <summary>The operator's own rules and providers as somebody saved them. Never changed afterwards: the newest one is in force.</summary>
public sealed class RuleVersion
{
    /// <summary>Its number, from 1; 0 stands for the product's rules alone.</summary>
    public int Number { get; set; }

    /// <summary>When it was saved, UTC.</summary>
    public DateTimeOffset SavedAt { get; set; }

    /// <summary>Who saved it: name and address.</summary>
    public string SavedBy { get; set; } = "";

    /// <summary>What was done and why, a line; may be empty.</summary>
    public string Note { get; set; } = "";

    /// <summary>The version that this one brought back; null when it did not.</summary>
    public int? RestoredFrom { get; set; }

    /// <summary>Rules and providers as a file (<see cref="Core.Classification.Own.OwnRuleFile"/>).</summary>
    public string Content { get; set; } = "";
}
