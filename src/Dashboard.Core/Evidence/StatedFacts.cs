using System.Text.RegularExpressions;
using Dashboard.Core.Classification;

namespace Dashboard.Core.Evidence;

/// <summary>Facts that replies state in words: limits, waiting times, domains.</summary>
internal sealed class StatedFacts
{
    private readonly (Entry Of, FactKind Kind, int[] Needs, Regex Pattern)[] _patterns;

    public StatedFacts(TextMarks marks) => _patterns =
    [
        .. EvidenceFile.Read<Table>("reply-facts").Facts.Select(entry => (
            entry,
            WireNames.TryParse<FactKind>(entry.Kind, out var kind) ? kind : throw new InvalidDataException($"{entry.Id}: {entry.Kind} is no kind of fact."),
            marks.Add(entry.Needs),
            EvidenceFile.Pattern(entry.Pattern))),
    ];

    public IReadOnlyList<Entry> All => [.. _patterns.Select(pattern => pattern.Of)];

    /// <summary>The facts of a text; of the same kind and value one.</summary>
    public IEnumerable<ReplyFact> In(string text, ulong[] found)
    {
        foreach (var (entry, kind, needs, pattern) in _patterns)
        {
            if (TextMarks.HasAny(found, needs) && pattern.Match(text) is { Success: true } match)
            {
                yield return new ReplyFact(kind, match.Groups["value"].Value.Trim()) { Name = entry.Label };
            }
        }
    }

    /// <summary>One kind of sentence, as the table has it.</summary>
    internal sealed record Entry(
        string Id, string Kind, IReadOnlyList<string> Needs, string Pattern, IReadOnlyDictionary<string, string> Samples)
    {
        public string? Label { get; init; }
    }

    private sealed record Table(IReadOnlyList<Entry> Facts);
}
