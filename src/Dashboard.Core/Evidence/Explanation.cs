using Dashboard.Core.Classification;

namespace Dashboard.Core.Evidence;

/// <summary>A sub-reason in plain English.</summary>
/// <param name="Means">What it means.</param>
/// <param name="Next">What to do next.</param>
public sealed record Explanation(string Means, string Next);

/// <summary>The explanations of sub-reasons.</summary>
internal sealed class Explanations
{
    private readonly (string SubReason, Reason[] Reasons, Explanation Words)[] _entries =
    [
        .. EvidenceFile.Read<Table>("explanations").Explanations.Select(
            entry => (entry.SubReason, ReasonNames.Read(entry.Reasons), new Explanation(entry.Means, entry.Next))),
    ];

    /// <summary>The words for a sub-reason of a reason; null when there are none.</summary>
    public Explanation? For(Reason reason, string? subReason) => Array.Find(
        _entries, entry => entry.SubReason == subReason && (entry.Reasons.Length == 0 || entry.Reasons.Contains(reason))).Words;

    private sealed record Entry(string SubReason, string Means, string Next)
    {
        public IReadOnlyList<string>? Reasons { get; init; }

        public string? Source { get; init; }
    }

    private sealed record Table(IReadOnlyList<Entry> Explanations);
}
