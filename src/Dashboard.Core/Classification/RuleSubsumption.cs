namespace Dashboard.Core.Classification;

/// <summary>
/// Whether one rule matches whatever another does, where that can be told from their literals, codes and outcomes alone. A rule that
/// stands behind one that subsumes it can never win.
/// </summary>
internal static class RuleSubsumption
{
    /// <summary>True when every reply that <paramref name="later"/> matches is matched by <paramref name="earlier"/> too; false when not, or when it cannot be told.</summary>
    public static bool Covers(ClassificationRule earlier, ClassificationRule later) =>
        earlier.Pattern is null
        && (earlier.IsFinal is null || earlier.IsFinal == later.IsFinal)
        && (earlier.Stages.Count == 0 || (later.Stages.Count > 0 && later.Stages.All(earlier.Stages.Contains)))
        && (earlier.IsLocal is null || earlier.IsLocal == later.IsLocal)
        && (earlier.Codes.Count == 0 || (later.Codes.Count > 0 && later.Codes.All(code => earlier.Codes.Any(wide => wide.From <= code.From && wide.To >= code.To))))
        && (earlier.Enhanced.Count == 0 || (later.Enhanced.Count > 0 && later.Enhanced.All(code => earlier.Enhanced.Any(wide => Covers(wide, code)))))
        && earlier.Contains.All(literal => IsCertain(literal, later))
        && (earlier.Any.Count == 0 || IsOneCertain(earlier.Any, later))
        && earlier.Not.All(literal => later.Not.Any(other => literal.Contains(other, StringComparison.Ordinal)));

    private static bool Covers(EnhancedCodePattern wide, EnhancedCodePattern code) =>
        (wide.Class is null || wide.Class == code.Class)
        && (wide.Subject is null || wide.Subject == code.Subject)
        && (wide.Detail is null || wide.Detail == code.Detail);

    // Wherever the later rule matches, the literal is part of the text.
    private static bool IsCertain(string literal, ClassificationRule later) => IsOneCertain([literal], later);

    private static bool IsOneCertain(IReadOnlyList<string> literals, ClassificationRule later)
    {
        bool Holds(string text) => literals.Any(literal => text.Contains(literal, StringComparison.Ordinal));
        return later.Contains.Any(Holds) || (later.Any.Count > 0 && later.Any.All(Holds));
    }
}
