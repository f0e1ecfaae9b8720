using Dashboard.Core.Classification.Own;

namespace Dashboard.Storage.Rules;

/// <summary>An operator's rule that knows replies by codes alone, new or changed: it takes whatever else they say.</summary>
/// <param name="Rule">The rule as written.</param>
/// <param name="Replies">Replies at providers that it would decide, of those ever stored.</param>
/// <param name="Templates">Different texts among them.</param>
public sealed record BroadRule(OwnRule Rule, long Replies, long Templates)
{
    /// <summary>True for a rule without a word or pattern that must occur.</summary>
    public static bool IsBroad(OwnRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Contains.Count + rule.Any.Count == 0 && string.IsNullOrEmpty(rule.Pattern);
    }
}
