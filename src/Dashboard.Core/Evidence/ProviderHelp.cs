using Dashboard.Core.Classification;

namespace Dashboard.Core.Evidence;

/// <summary>Where providers explain their replies and take requests.</summary>
internal sealed class ProviderHelp
{
    private readonly (Entry Of, Reason[] Reasons, HelpLink Link)[] _help =
    [
        .. EvidenceFile.Read<Table>("provider-help").Help.Select(entry => (entry, ReasonNames.Read(entry.Reasons), EvidenceFile.Link(entry.Title, entry.Link))),
    ];

    public IReadOnlyList<Entry> All => [.. _help.Select(help => help.Of)];

    /// <summary>The page for a reason at a provider; null when none is known.</summary>
    public HelpLink? For(string providerId, Reason reason) => Array.Find(
        _help, help => help.Of.Provider.Contains(providerId) && (help.Reasons.Length == 0 || help.Reasons.Contains(reason))).Link;

    /// <summary>One page, as the table has it.</summary>
    internal sealed record Entry(IReadOnlyList<string> Provider, string Title, string Link)
    {
        public IReadOnlyList<string>? Reasons { get; init; }
    }

    private sealed record Table(IReadOnlyList<Entry> Help);
}
