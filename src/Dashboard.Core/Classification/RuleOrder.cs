namespace Dashboard.Core.Classification;

/// <summary>
/// The order of decision: the operator's own rules in their order; then provider and text, provider and code, text, enhanced code, words
/// that are tried last, reply code, codes that say little; within each, the files' order. Text comes before codes because the same <c>550 5.7.1</c> is
/// authentication at one provider and reputation at the next; words that may mean much or little
/// (<see cref="ClassificationRule.IsLast"/>) come after the codes that mean one thing.
/// </summary>
internal static class RuleOrder
{
    /// <summary>The rules that apply to a provider, in the order they are tried.</summary>
    public static IEnumerable<ClassificationRule> For(string providerId, IReadOnlyList<ClassificationRule> rules) =>
        rules.Where(rule => rule.Providers.Count == 0 || rule.Providers.Contains(providerId)).OrderBy(Rank);

    /// <summary>What the deciding rule has before another that matches too.</summary>
    public static LossReason WhyFirst(ClassificationRule winner, ClassificationRule loser) => (Rank(winner), Rank(loser)) switch
    {
        ( < 0, >= 0) => LossReason.PriorityFirst,
        (0 or 1, > 1) => LossReason.ProviderFirst,
        (0, 1) or (2, 3 or 5) or (4, 5) => LossReason.WordsFirst,
        (3, > 3) => LossReason.EnhancedCodeFirst,
        _ => LossReason.EarlierInOrder,
    };

    private static int Rank(ClassificationRule rule) => rule.IsOwn ? -1 : (rule.Providers.Count > 0, rule.HasText) switch
    {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => rule.IsLast ? 4 : 2,
        (false, false) => rule.IsLast ? 6 : rule.Enhanced.Count > 0 ? 3 : 5,
    };
}
