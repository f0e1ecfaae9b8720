using Dashboard.Core.Classification;
using Dashboard.Core.Providers;
using Dashboard.Testing.Generation;

namespace Dashboard.Benchmarks;

/// <summary>Replies of which no two have the same template: the rules' samples with words put in between.</summary>
internal static class UnseenReplies
{
    private const ulong Seed = 20261127;

    private static readonly string[] Words =
        ["please", "server", "notice", "contact", "our", "team", "mail", "gateway", "policy", "desk", "today", "message", "system", "later", "ticket", "team", "north", "blue"];

    public static IReadOnlyList<(Provider Provider, string Text)> Make(int count)
    {
        var random = new SplitMix(Seed);
        var samples = RuleSet.Default.Rules.SelectMany(rule => rule.Samples.Select(sample => (
            ProviderDirectory.Default.ById(rule.Providers is [var first, ..] ? first : Provider.Other.Id), sample))).ToList();
        var made = new HashSet<string>(StringComparer.Ordinal);
        var replies = new List<(Provider, string)>();
        while (replies.Count < count)
        {
            var (provider, sample) = samples[random.Below(samples.Count)];
            var text = $"{sample} {string.Join(' ', Enumerable.Range(0, 3 + random.Below(5)).Select(_ => Words[random.Below(Words.Length)]))}";
            if (made.Add(text))
            {
                replies.Add((provider, text));
            }
        }

        return replies;
    }
}
