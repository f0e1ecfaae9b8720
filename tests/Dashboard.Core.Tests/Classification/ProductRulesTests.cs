using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using static Dashboard.Core.Tests.Classification.RuleTexts;

namespace Dashboard.Core.Tests.Classification;

/// <summary>The rules that come with the product: every sample of every rule, for every provider it names.</summary>
public sealed class ProductRulesTests
{
    public static TheoryData<string> Files =>
        [.. RuleSet.Default.Rules.Select(rule => rule.File).Distinct()];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_rule_wins_its_own_samples(string file)
    {
        var lost = new List<string>();
        foreach (var (rule, sample, facts) in Samples().Where(sample => sample.Rule.File == file))
        {
            var winner = ReplyClassifier.Default.Classify(facts).RuleId;
            if (winner != rule.Id)
            {
                lost.Add($"{rule.Id} at {facts.ProviderId} loses to {winner}: {sample} (template: {facts.Template})");
            }
        }

        Assert.True(lost.Count == 0, string.Join(Environment.NewLine, lost));
    }

    [Fact]
    public void Every_rule_wins_its_samples_and_none_is_unreachable() =>
        Assert.Empty(RuleCheck.Mistakes(RuleSet.Default, ReplyClassifier.Default));

    [Fact]
    public void The_automaton_decides_as_trying_rule_after_rule_does()
    {
        var samples = Samples().ToList();
        foreach (var provider in new[] { "gmail", "microsoft", "yahoo", "orange", "other" })
        {
            foreach (var (_, _, facts) in samples)
            {
                var asked = facts with { ProviderId = provider };

                Assert.Equal(SlowClassifier.Find(asked)?.Id ?? "unclassified", ReplyClassifier.Default.Classify(asked).RuleId);
            }
        }
    }

    [Fact]
    public void Rules_name_providers_of_the_directory() =>
        Assert.All(
            RuleSet.Default.Rules.SelectMany(rule => rule.Providers.Select(provider => (rule.File, provider))).Distinct(),
            pair => Assert.True(ProviderDirectory.Default.ById(pair.provider) != Provider.Other, $"{pair.File}: no provider {pair.provider}"));

    private static IEnumerable<(ClassificationRule Rule, string Sample, ReplyFacts Facts)> Samples() =>
        from rule in RuleSet.Default.Rules
        from provider in rule.Providers.DefaultIfEmpty(Provider.Other.Id)
        from sample in rule.Samples
        let type = rule.IsFinal switch { true => EventType.Rejected, false => EventType.Deferred, null => (EventType?)null }
        select (rule, sample, Facts(sample, provider, type, StageOf(rule), isLocal: rule.IsLocal ?? false));
}
