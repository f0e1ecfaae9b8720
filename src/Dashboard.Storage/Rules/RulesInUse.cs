using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;

namespace Dashboard.Storage.Rules;

/// <summary>One version of rules and providers, ready to classify with.</summary>
/// <param name="Number">Number of the operator's version; 0 where nobody has saved own rules.</param>
/// <param name="Own">The operator's rules and providers.</param>
/// <param name="RuleSet">Those rules and the product's.</param>
/// <param name="Classifier">Classifies by them.</param>
/// <param name="Providers">The operator's providers and the product's.</param>
public sealed record RulesInUse(int Number, OwnRules Own, RuleSet RuleSet, ReplyClassifier Classifier, ProviderDirectory Providers)
{
    /// <summary>The product's rules and providers alone.</summary>
    public static RulesInUse Shipped { get; } = new(0, OwnRules.None, RuleSet.Default, ReplyClassifier.Default, ProviderDirectory.Default);
}
