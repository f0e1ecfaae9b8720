using System.Text.RegularExpressions;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;

namespace Dashboard.Benchmarks;

/// <summary>The same rules as regular expressions, one rule after the other: what a program does that was not made for many rules.</summary>
internal sealed class NaiveRules
{
    private readonly Dictionary<string, Entry[]> _byProvider;
    private readonly Entry[] _general;

    public NaiveRules(RuleSet rules)
    {
        var entries = rules.Rules.ToDictionary(rule => rule, rule => new Entry(rule));
        _byProvider = rules.Rules.SelectMany(rule => rule.Providers).Distinct().ToDictionary(id => id, id => Order(id, rules, entries));
        _general = Order("other", rules, entries);
    }

    /// <summary>The id of the first rule that matches; codes are compared as the product does it.</summary>
    public string? Find(in ReplyFacts facts)
    {
        var isFinal = facts.Type != EventType.Deferred;
        foreach (var entry in _byProvider.GetValueOrDefault(facts.ProviderId, _general))
        {
            if (entry.MatchesText(facts.Template) && entry.Rule.MatchesFacts(facts, facts.Template.ToLowerInvariant(), isFinal))
            {
                return entry.Rule.Id;
            }
        }

        return null;
    }

    private static Entry[] Order(string provider, RuleSet rules, Dictionary<ClassificationRule, Entry> entries) =>
        [.. rules.Rules.Where(rule => rule.Providers.Count == 0 || rule.Providers.Contains(provider)).OrderBy(Rank).Select(rule => entries[rule])];

    // The order of decision: provider and words, provider and codes, words, enhanced code, words that are tried last, reply code, codes that say little.
    private static int Rank(ClassificationRule rule) => (rule.Providers.Count > 0, rule.HasText) switch
    {
        (true, true) => 0,
        (true, false) => 1,
        (false, true) => rule.IsLast ? 4 : 2,
        (false, false) => rule.IsLast ? 6 : rule.HasEnhancedCode ? 3 : 5,
    };

    private sealed class Entry(ClassificationRule rule)
    {
        private readonly Regex[] _must =
            [.. rule.Contains.Select(literal => Make(Regex.Escape(literal))), .. rule.Any.Count == 0 ? Array.Empty<Regex>() : [Make(Alternatives(rule.Any))]];
        private readonly Regex? _mustNot = rule.Not.Count == 0 ? null : Make(Alternatives(rule.Not));

        public ClassificationRule Rule => rule;

        public bool MatchesText(string text)
        {
            foreach (var regex in _must)
            {
                if (!regex.IsMatch(text))
                {
                    return false;
                }
            }

            return _mustNot?.IsMatch(text) != true;
        }

        private static string Alternatives(IEnumerable<string> literals) => string.Join('|', literals.Select(Regex.Escape));

        private static Regex Make(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Compiled);
    }
}
