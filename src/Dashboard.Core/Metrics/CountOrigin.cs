namespace Dashboard.Core.Metrics;

/// <summary>A source of logs, as far as a sentence about it needs.</summary>
/// <param name="Name">Its name; text from outside.</param>
/// <param name="Format">The word of its files' format, for advice.</param>
public sealed record CountedSource(string Name, string Format);

/// <summary>Where a part of a row's counts comes from: sources that can show the same.</summary>
/// <param name="Shows">What they can show.</param>
/// <param name="Sources">Which they are; empty when that is not known.</param>
public sealed record CountOrigin(CapabilitySet Shows, IReadOnlyList<CountedSource> Sources)
{
    /// <summary>A source that can show everything.</summary>
    public static CountOrigin Everything { get; } = new(CapabilitySet.All, []);
}

/// <summary>What some sources cannot show.</summary>
/// <param name="Capability">What.</param>
/// <param name="Sources">Which sources; empty when that is not known.</param>
public sealed record MissingCapability(SourceCapability Capability, IReadOnlyList<CountedSource> Sources);
