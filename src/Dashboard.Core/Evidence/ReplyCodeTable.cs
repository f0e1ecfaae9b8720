using System.Text.RegularExpressions;

namespace Dashboard.Core.Evidence;

/// <summary>The codes of their own that providers write into replies.</summary>
internal sealed class ReplyCodeTable
{
    private readonly Family[] _families;

    public ReplyCodeTable(TextMarks marks) => _families =
        [.. EvidenceFile.Read<Table>("reply-codes").Codes.Select(entry => new Family(entry, marks.Add(entry.Needs), EvidenceFile.Pattern(entry.Pattern)))];

    public IReadOnlyList<Entry> All => [.. _families.Select(family => family.Of)];

    /// <summary>The codes in a text: at most one of each kind.</summary>
    public IEnumerable<ReplyFact> In(string text, string providerId, ulong[] found)
    {
        foreach (var family in _families)
        {
            if ((family.Of.Anywhere || family.Of.Provider.Contains(providerId))
                && TextMarks.HasAny(found, family.Needs)
                && family.Pattern.Match(text) is { Success: true } match)
            {
                var code = match.Groups["code"].Value;
                yield return new ReplyFact(FactKind.ProviderCode, code) { Name = family.Of.Id, Meaning = family.MeaningOf(code), Links = family.Links };
            }
        }
    }

    /// <summary>One provider's codes, as the table has them.</summary>
    internal sealed record Entry(
        string Id, IReadOnlyList<string> Provider, IReadOnlyList<string> Needs, string Pattern, IReadOnlyDictionary<string, string> Meanings,
        string Title, string Link, string Source, IReadOnlyDictionary<string, string> Samples)
    {
        public bool Anywhere { get; init; }
    }

    private sealed record Table(IReadOnlyList<Entry> Codes);

    private sealed class Family(Entry entry, int[] needs, Regex pattern)
    {
        private readonly (string Start, string Meaning)[] _meanings =
            [.. entry.Meanings.OrderByDescending(meaning => meaning.Key.Length).Select(meaning => (meaning.Key, meaning.Value))];

        public Entry Of => entry;

        public int[] Needs => needs;

        public Regex Pattern => pattern;

        public IReadOnlyList<HelpLink> Links { get; } = [EvidenceFile.Link(entry.Title, entry.Link)];

        public string? MeaningOf(string code) =>
            Array.Find(_meanings, meaning => code.StartsWith(meaning.Start, StringComparison.OrdinalIgnoreCase)).Meaning;
    }
}
