using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;

namespace Dashboard.Storage.Rules;

/// <summary>One version of the rules, ready to classify with.</summary>
/// <param name="Number">Number of the operator's version; 0 where nobody has saved own rules.</param>
/// <param name="Own">The operator's rules.</param>
/// <param name="RuleSet">Those and the product's.</param>
/// <param name="Classifier">Classifies by them.</param>
public sealed record RulesInUse(int Number, OwnRules Own, RuleSet RuleSet, ReplyClassifier Classifier)
{
    /// <summary>The product's rules alone.</summary>
    public static RulesInUse Shipped { get; } = new(0, OwnRules.None, RuleSet.Default, ReplyClassifier.Default);
}
