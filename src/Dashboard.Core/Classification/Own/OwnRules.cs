using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Providers;

namespace Dashboard.Core.Classification.Own;

/// <summary>An operator's own rules, read and checked one by one and all together.</summary>
public sealed class OwnRules
{
    private OwnRules(IReadOnlyList<OwnRule> written, IReadOnlyList<ClassificationRule> rules, IReadOnlyList<RuleProblem> problems, string version)
    {
        Written = written;
        Rules = rules;
        Problems = problems;
        Version = version;
    }

    /// <summary>No rules.</summary>
    public static OwnRules None { get; } = Of([]);

    /// <summary>The rules as they are written, in the order in which they are tried.</summary>
    public IReadOnlyList<OwnRule> Written { get; }

    /// <summary>Those that can be tried.</summary>
    public IReadOnlyList<ClassificationRule> Rules { get; }

    /// <summary>What is wrong with the others.</summary>
    public IReadOnlyList<RuleProblem> Problems { get; }

    /// <summary>A hash of what is written, 16 hex digits: equal rules, equal classifications.</summary>
    public string Version { get; }

    /// <summary>Reads rules. Those that are wrong are left out and named.</summary>
    public static OwnRules Of(IReadOnlyList<OwnRule> written)
    {
        ArgumentNullException.ThrowIfNull(written);
        var problems = new List<RuleProblem>();
        var rules = new List<ClassificationRule>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in written.Take(OwnRuleCheck.MostRules))
        {
            if (OwnRuleCheck.Read(rule, problems) is not { } read)
            {
                continue;
            }

            if (ids.Add(rule.Id))
            {
                rules.Add(read);
            }
            else
            {
                problems.Add(new RuleProblem(rule.Id, "id", "Two of your rules have this name."));
            }
        }

        if (written.Count > OwnRuleCheck.MostRules)
        {
            problems.Add(new RuleProblem("", "id", $"At most {OwnRuleCheck.MostRules:N0} rules of your own."));
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(OwnRuleFile.Write(written)));
        return new OwnRules(written, rules, problems, Convert.ToHexStringLower(hash.AsSpan(0, 8)));
    }

    /// <summary>A classifier with these rules before the product's.</summary>
    public ReplyClassifier Classifier(RuleSet shipped, ProviderDirectory providers)
    {
        ArgumentNullException.ThrowIfNull(shipped);
        return new ReplyClassifier(shipped.With(Rules, Version), providers);
    }

    /// <summary>
    /// What stands against saving them: mistakes, names that the product's rules have, unknown providers, and samples that another rule
    /// wins.
    /// </summary>
    /// <param name="shipped">The product's rules.</param>
    /// <param name="providers">Known providers.</param>
    /// <param name="classifier">What <see cref="Classifier"/> makes of them.</param>
    public IReadOnlyList<RuleProblem> Objections(RuleSet shipped, ProviderDirectory providers, ReplyClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(shipped);
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(classifier);
        var objections = Problems.ToList();
        foreach (var rule in Rules)
        {
            if (shipped.Find(rule.Id) is not null)
            {
                objections.Add(new RuleProblem(rule.Id, "id", "A rule of the product has this name. Choose another; yours is tried first anyway."));
            }

            foreach (var provider in rule.Providers.Where(p => p != Provider.Other.Id && providers.ById(p) == Provider.Other))
            {
                objections.Add(new RuleProblem(rule.Id, "provider", $"“{provider}” is no provider that is known here."));
            }

            objections.AddRange(LostSamples(rule, classifier));
        }

        return objections;
    }

    private static IEnumerable<RuleProblem> LostSamples(ClassificationRule rule, ReplyClassifier classifier)
    {
        foreach (var provider in rule.Providers.DefaultIfEmpty(Provider.Other.Id))
        {
            foreach (var sample in rule.Samples)
            {
                var winner = classifier.Classify(OwnRuleCheck.FactsOf(rule, sample, provider)).RuleId;
                if (winner != rule.Id)
                {
                    yield return new RuleProblem(
                        rule.Id,
                        "samples",
                        winner == "unclassified"
                            ? $"This rule does not recognize the sample “{sample}”: its conditions do not all hold."
                            : $"The sample “{sample}” goes to the rule {winner} instead: either this rule's conditions do not hold, or that one stands before it.");
                }
            }
        }
    }
}
