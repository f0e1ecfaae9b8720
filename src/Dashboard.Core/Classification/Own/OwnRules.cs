using System.Security.Cryptography;
using System.Text;
using Dashboard.Core.Providers;

namespace Dashboard.Core.Classification.Own;

/// <summary>An operator's own rules and providers, read and checked one by one and all together.</summary>
public sealed class OwnRules
{
    private OwnRules(OwnFile file, IReadOnlyList<ClassificationRule> rules, IReadOnlyList<RuleProblem> problems, string version)
    {
        File = file;
        Rules = rules;
        Problems = problems;
        Version = version;
    }

    /// <summary>No rules.</summary>
    public static OwnRules None { get; } = Of(OwnFile.Empty);

    /// <summary>All that is written.</summary>
    public OwnFile File { get; }

    /// <summary>The rules as they are written, in the order in which they are tried.</summary>
    public IReadOnlyList<OwnRule> Written => File.Rules;

    /// <summary>The rules that can be tried.</summary>
    public IReadOnlyList<ClassificationRule> Rules { get; }

    /// <summary>What is wrong with the others.</summary>
    public IReadOnlyList<RuleProblem> Problems { get; }

    /// <summary>A hash of what is written, 16 hex digits: equal text, equal classifications.</summary>
    public string Version { get; }

    /// <summary>Reads what is written. Rules that are wrong are left out and named.</summary>
    public static OwnRules Of(OwnFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var written = file.Rules;
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

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(OwnRuleFile.Write(file)));
        return new OwnRules(file, rules, problems, Convert.ToHexStringLower(hash.AsSpan(0, 8)));
    }

    /// <summary>These rules before the product's. Its version tells own providers apart too: they decide which rules are asked.</summary>
    public RuleSet Before(RuleSet shipped)
    {
        ArgumentNullException.ThrowIfNull(shipped);
        return File.IsEmpty ? shipped : shipped.With(Rules, Version);
    }

    /// <summary>Own providers before the product's.</summary>
    public ProviderDirectory Before(ProviderDirectory shipped)
    {
        ArgumentNullException.ThrowIfNull(shipped);
        return shipped.With(File.Providers);
    }

    /// <summary>A classifier with these rules and providers before the product's.</summary>
    public ReplyClassifier Classifier(RuleSet shipped, ProviderDirectory providers) => new(Before(shipped), Before(providers));

    /// <summary>
    /// What stands against saving them: mistakes, names that the product's rules have, unknown providers, samples that another rule
    /// wins, and providers that cannot be told apart or counted.
    /// </summary>
    /// <param name="shipped">The product's rules.</param>
    /// <param name="providers">The product's providers.</param>
    /// <param name="classifier">What <see cref="Classifier"/> makes of them.</param>
    public IReadOnlyList<RuleProblem> Objections(RuleSet shipped, ProviderDirectory providers, ReplyClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(shipped);
        ArgumentNullException.ThrowIfNull(providers);
        ArgumentNullException.ThrowIfNull(classifier);
        var objections = Problems.Concat(OwnProviderCheck.Problems(File.Providers, providers)).ToList();
        var known = Before(providers);
        foreach (var rule in Rules)
        {
            if (shipped.Find(rule.Id) is not null)
            {
                objections.Add(new RuleProblem(rule.Id, "id", "A rule of the product has this name. Choose another; yours is tried first anyway."));
            }

            foreach (var provider in rule.Providers.Where(p => p != Provider.Other.Id && known.ById(p) == Provider.Other))
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
