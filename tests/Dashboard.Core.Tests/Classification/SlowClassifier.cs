using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;

namespace Dashboard.Core.Tests.Classification;

/// <summary>The order of decision once more, rule after rule and literal after literal: slow, and short enough to see that it is right.</summary>
internal static class SlowClassifier
{
    public static ClassificationRule? Find(ReplyFacts facts)
    {
        var rules = RuleSet.Default.Rules;
        var isFinal = facts.Type != EventType.Deferred;
        bool IsOf(ClassificationRule rule) => rule.Providers.Contains(facts.ProviderId);
        bool IsGeneral(ClassificationRule rule) => rule.Providers.Count == 0;
        Func<ClassificationRule, bool>[] steps =
        [
            rule => IsOf(rule) && rule.HasText,
            rule => IsOf(rule) && !rule.HasText,
            rule => IsGeneral(rule) && rule.HasText && !rule.IsLast,
            rule => IsGeneral(rule) && !rule.HasText && !rule.IsLast && rule.Enhanced.Count > 0,
            rule => IsGeneral(rule) && rule.HasText && rule.IsLast,
            rule => IsGeneral(rule) && !rule.HasText && !rule.IsLast && rule.Enhanced.Count == 0,
            rule => IsGeneral(rule) && !rule.HasText && rule.IsLast,
        ];
        return steps.Select(step => rules.Where(step).FirstOrDefault(rule => Matches(rule, facts, isFinal))).FirstOrDefault(rule => rule is not null);
    }

    private static bool Matches(ClassificationRule rule, ReplyFacts facts, bool isFinal)
    {
        var text = facts.Template.ToLowerInvariant();
        bool Has(string literal) => text.Contains(literal, StringComparison.Ordinal);
        return rule.Contains.All(Has)
            && (rule.Any.Count == 0 || rule.Any.Any(Has))
            && !rule.Not.Any(Has)
            && (rule.IsFinal ?? isFinal) == isFinal
            && (rule.Stages.Count == 0 || rule.Stages.Contains(facts.Stage))
            && (rule.IsLocal is null || facts.IsLocal is null || rule.IsLocal == facts.IsLocal)
            && (rule.Codes.Count == 0 || rule.Codes.Any(code => facts.Code is { } value && code.Matches(value)))
            && (rule.Enhanced.Count == 0 || rule.Enhanced.Any(code => facts.Enhanced is { } value && code.Matches(value)))
            && (rule.Pattern?.IsMatch(rule.IsOwn ? facts.Template : facts.Template.ToLowerInvariant()) ?? true);
    }
}
