using System.Globalization;

namespace Dashboard.Core.Evidence;

/// <summary>A blocklist or reputation service that replies name.</summary>
public sealed record Blocklist
{
    /// <summary>Kebab-case id (<c>spamhaus-zen</c>).</summary>
    public required string Id { get; init; }

    /// <summary>As people call it.</summary>
    public required string Name { get; init; }

    /// <summary>What it lists: <c>ip</c>, <c>domain</c> or <c>both</c>.</summary>
    public required string Lists { get; init; }

    /// <summary>Words of a reply that name it, lower case; one is enough.</summary>
    public required IReadOnlyList<string> Marks { get; init; }

    /// <summary>Lists of one operator: the first that is found stands for all; null for none.</summary>
    public string? Family { get; init; }

    /// <summary>The provider whose own list it is; null for public ones.</summary>
    public string? Provider { get; init; }

    /// <summary>Where to look an address or domain up; null when there is no such page (any more).</summary>
    public string? Lookup { get; init; }

    /// <summary>Where removal is asked for; null where that is the look-up page or nothing can be asked.</summary>
    public string? DelistingLink { get; init; }

    /// <summary>How to get off it, in a sentence or two.</summary>
    public required string Delisting { get; init; }

    /// <summary>The day it stopped; null while it runs.</summary>
    public DateOnly? Ended { get; init; }

    /// <summary>The page that says so.</summary>
    public required string Source { get; init; }

    /// <summary>A reply that names it.</summary>
    public required string Sample { get; init; }

    internal IReadOnlyList<HelpLink> Links =>
    [
        .. Lookup is null ? Array.Empty<HelpLink>() : [EvidenceFile.Link($"Look up at {Name}", Lookup)],
        .. DelistingLink is null ? Array.Empty<HelpLink>() : [EvidenceFile.Link($"Removal request to {Name}", DelistingLink)],
    ];
}

/// <summary>The blocklists that the product knows, and which of them a reply names.</summary>
internal sealed class Blocklists
{
    private readonly (Blocklist List, int[] Marks, ReplyFact Fact)[] _lists;

    public Blocklists(TextMarks marks)
    {
        All = EvidenceFile.Read<Table>("blocklists").Blocklists;
        _lists = [.. All.Select(list => (list, marks.Add(list.Marks), Fact(list)))];
    }

    public IReadOnlyList<Blocklist> All { get; }

    /// <summary>The lists that a text names, in the table's order.</summary>
    public IEnumerable<ReplyFact> In(string text, string folded, ulong[] found)
    {
        var families = new List<string>();
        foreach (var (list, marks, fact) in _lists)
        {
            if (TextMarks.HasAny(found, marks)
                && (list.Family is null || !families.Contains(list.Family))
                && list.Marks.Select(mark => WholeWord(folded, mark)).Where(at => at.Length > 0).OrderByDescending(at => at.Length).FirstOrDefault() is { Length: > 0 } at)
            {
                if (list.Family is not null)
                {
                    families.Add(list.Family);
                }

                yield return fact with { Value = text.Length == folded.Length ? text.Substring(at.At, at.Length) : folded.Substring(at.At, at.Length) };
            }
        }
    }

    // "psbl" is no word of "xpsbl-7", and "sorbs" none of "absorbs".
    private static (int At, int Length) WholeWord(string folded, string mark)
    {
        for (var at = folded.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(mark, at + 1, StringComparison.Ordinal))
        {
            var end = at + mark.Length;
            var startsWord = at == 0 || !char.IsLetterOrDigit(mark[0]) || !char.IsLetterOrDigit(folded[at - 1]);
            var endsWord = end == folded.Length || !char.IsLetterOrDigit(mark[^1]) || !char.IsLetterOrDigit(folded[end]);
            if (startsWord && endsWord)
            {
                return (at, mark.Length);
            }
        }

        return default;
    }

    private static ReplyFact Fact(Blocklist list) => new(FactKind.Blocklist, "")
    {
        Name = list.Ended is { } ended ? $"{list.Name} (ended {ended.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)})" : list.Name,
        Meaning = list.Delisting,
        Links = list.Links,
    };

    private sealed record Table(IReadOnlyList<Blocklist> Blocklists);
}
