namespace Dashboard.Core.Classification;

/// <summary>
/// The order of decision: provider and text, provider and code, text, enhanced code, reply code; within each, the files' order.
/// Text comes before codes because the same <c>550 5.7.1</c> is authentication at one provider and reputation at the next.
/// </summary>
internal static class RuleOrder
{
    /// <summary>The rules that apply to a provider, in the order they are tried.</summary>
    public static IEnumerable<ClassificationRule> For(string providerId, IReadOnlyList<ClassificationRule> rules) =>
        rules.Where(rule => rule.Providers.Count == 0 || rule.Providers.Contains(providerId)).OrderBy(Rank);

    private static int Rank(ClassificationRule rule) => (rule.Providers.Count > 0, rule.HasText) switch
    {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => 2,
        (false, false) => rule.Enhanced.Count > 0 ? 3 : 4,
    };
}
