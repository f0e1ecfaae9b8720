using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Classification;

/// <summary>
/// Whether a set of rules says what it means to: every rule wins each of its samples for every provider it names, and none stands
/// behind a rule that always matches before it. What a file alone shows (a missing source or sample, an id used twice) is refused
/// when it is read. Cheap enough for every start of the product.
/// </summary>
public static class RuleCheck
{
    /// <summary>What is wrong; empty when nothing is. Each entry names file, rule and what is expected.</summary>
    /// <param name="ruleSet">The rules.</param>
    /// <param name="classifier">A classifier of these rules.</param>
    public static IReadOnlyList<string> Mistakes(RuleSet ruleSet, ReplyClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(ruleSet);
        ArgumentNullException.ThrowIfNull(classifier);
        return [.. LostSamples(ruleSet, classifier), .. Unreachable(ruleSet)];
    }

    /// <summary>Checks the rules that come with the product.</summary>
    /// <exception cref="RuleFormatException">Something is wrong; the message lists it all.</exception>
    public static void Verify()
    {
        if (Mistakes(RuleSet.Default, ReplyClassifier.Default) is { Count: > 0 } mistakes)
        {
            throw new RuleFormatException(string.Join(Environment.NewLine, mistakes));
        }
    }

    private static IEnumerable<string> LostSamples(RuleSet ruleSet, ReplyClassifier classifier)
    {
        foreach (var rule in ruleSet.Rules)
        {
            foreach (var sample in rule.Samples)
            {
                var facts = FactsOf(rule, sample);
                foreach (var provider in rule.Providers.DefaultIfEmpty(Provider.Other.Id))
                {
                    var winner = classifier.Classify(facts with { ProviderId = provider }).RuleId;
                    if (winner != rule.Id)
                    {
                        yield return $"Rule file {rule.File}, rule {rule.Id}: its sample is won by {winner} for {provider}: {sample}";
                    }
                }
            }
        }
    }

    private static ReplyFacts FactsOf(ClassificationRule rule, string sample)
    {
        var raw = Encoding.UTF8.GetBytes(sample);
        var parsed = Reply.Parse(raw);
        Span<byte> buffer = stackalloc byte[TemplateMasker.MaxOutputBytes];
        var template = Encoding.UTF8.GetString(buffer[..TemplateMasker.Mask(raw, default, buffer)]);
        var isFinal = rule.IsFinal ?? parsed.Code / 100 != 4;
        return new ReplyFacts(
            template, parsed.Code, parsed.Enhanced, Provider.Other.Id, rule.Stages is [var stage, ..] ? stage : Stage.Unknown, isFinal ? EventType.Rejected : EventType.Deferred, rule.IsLocal ?? false);
    }

    // Within each provider's order; a rule for several providers is unreachable when it is so for all of them.
    private static IEnumerable<string> Unreachable(RuleSet ruleSet)
    {
        var covered = new Dictionary<ClassificationRule, (int Times, ClassificationRule By)>();
        var providers = ruleSet.Rules.SelectMany(rule => rule.Providers).Distinct().Append(Provider.Other.Id).ToList();
        foreach (var provider in providers)
        {
            var order = RuleOrder.For(provider, ruleSet.Rules).ToList();
            for (var later = 1; later < order.Count; later++)
            {
                // A general rule is asked for every provider; that a provider's own rules come first there leaves it reachable elsewhere.
                var rule = order[later];
                if ((rule.Providers.Count == 0) == (provider == Provider.Other.Id) && Covering(order, later) is { } by)
                {
                    covered[rule] = (covered.GetValueOrDefault(rule).Times + 1, by);
                }
            }
        }

        return covered
            .Where(pair => pair.Value.Times == Math.Max(1, pair.Key.Providers.Count))
            .Select(pair => $"Rule file {pair.Key.File}, rule {pair.Key.Id}: it can never win, {pair.Value.By.Id} matches whatever it does and comes first.");
    }

    private static ClassificationRule? Covering(List<ClassificationRule> order, int later)
    {
        for (var earlier = 0; earlier < later; earlier++)
        {
            if (RuleSubsumption.Covers(order[earlier], order[later]))
            {
                return order[earlier];
            }
        }

        return null;
    }
}
