using Dashboard.Core.Metrics;
using Dashboard.Storage.Imports;

namespace Dashboard.Storage.Queries;

/// <summary>What one source can show: found from its events, unless a person said otherwise.</summary>
/// <param name="SourceId">Row id of the source.</param>
/// <param name="Source">Its name and format.</param>
/// <param name="Seen">Events that its imports have brought, by the words of <see cref="SeenWords"/>.</param>
/// <param name="Said">What a person said; what is not in here is found from the events.</param>
public sealed record SourceAbility(
    int SourceId, CountedSource Source, IReadOnlyDictionary<string, long> Seen, IReadOnlyDictionary<SourceCapability, bool> Said)
{
    private static readonly CapabilitySet OfCounts = RateDefinitions.All.Aggregate(
        CapabilitySet.None, (set, rate) => new CapabilitySet(set.Bits | rate.Needs.Bits));

    /// <summary>What its events have shown at least once.</summary>
    public CapabilitySet Detected { get; } = CapabilitySet.Of([.. Enum.GetValues<SourceCapability>().Where(c => Seen.GetValueOrDefault(SeenWords.Of(c)) > 0)]);

    /// <summary>What counts: found, and corrected by what a person said.</summary>
    public CapabilitySet Shows { get; } = Effective(Seen, Said);

    /// <summary>How many events have shown a capability.</summary>
    public long SeenOf(SourceCapability capability) => Seen.GetValueOrDefault(SeenWords.Of(capability));

    /// <summary>What it can show of what splits counts; sources alike in it need not be told apart.</summary>
    internal CapabilitySet ShowsOfCounts => Shows.And(OfCounts);

    /// <summary>What a person can do to see more, in the order of the capabilities; empty when everything is there.</summary>
    public IReadOnlyList<string> Advice
    {
        get
        {
            var advice = Enum.GetValues<SourceCapability>().Where(c => !Shows.Has(c)).Select(c => CapabilityAdvice.For(c, Source.Format)).ToList();
            if (Seen.GetValueOrDefault(SeenWords.Throttled) == 0 && CapabilityAdvice.ForThrottling(Source.Format) is { } throttling)
            {
                advice.Add(throttling);
            }

            return advice;
        }
    }

    private static CapabilitySet Effective(IReadOnlyDictionary<string, long> seen, IReadOnlyDictionary<SourceCapability, bool> said)
    {
        var set = CapabilitySet.None;
        foreach (var capability in Enum.GetValues<SourceCapability>())
        {
            set = set.With(capability, said.TryGetValue(capability, out var isShown) ? isShown : seen.GetValueOrDefault(SeenWords.Of(capability)) > 0);
        }

        return set;
    }
}
