using Dashboard.Core.Reporting;

namespace Dashboard.Core.Metrics;

/// <summary>A rate, defined once: pages, API, exports and tests all read this.</summary>
/// <param name="Id">The word in the API: <c>hardBounce</c>.</param>
/// <param name="Title">The label a marketer knows.</param>
/// <param name="Numerator">Counts that are added up.</param>
/// <param name="CohortDenominator">Counts that are added up, on the cohort clock.</param>
/// <param name="EventDenominator">The same on the event clock; null where the rate means nothing there.</param>
/// <param name="HigherIsBetter">Which direction is good news.</param>
/// <param name="Meaning">A sentence that says what is divided by what.</param>
public sealed record RateDefinition(
    string Id,
    string Title,
    IReadOnlyList<Count> Numerator,
    IReadOnlyList<Count> CohortDenominator,
    IReadOnlyList<Count>? EventDenominator,
    bool HigherIsBetter,
    string Meaning)
{
    /// <summary>True when the rate can be asked for on a clock.</summary>
    public bool IsDefinedOn(Clock clock) => clock == Clock.Cohort || EventDenominator is not null;

    /// <summary>What is divided by, on a clock.</summary>
    /// <exception cref="InvalidOperationException">The rate means nothing on that clock.</exception>
    public IReadOnlyList<Count> Denominator(Clock clock) => clock == Clock.Cohort
        ? CohortDenominator
        : EventDenominator ?? throw new InvalidOperationException($"“{Id}” exists on the cohort clock only.");

    /// <summary>
    /// What a source must show for its mail to be in this rate. Acceptances by default: failures alone have no denominator.
    /// </summary>
    public CapabilitySet Needs { get; init; } = CapabilitySet.Of(SourceCapability.Acceptances);

    /// <summary>True for one number per another (attempts per acceptance), which can exceed 1 and is no percentage.</summary>
    public bool IsRatio { get; init; }

    /// <summary>The rate of one row, over the sources that can show it.</summary>
    public ObservedRate Of(MetricCounts counts, Clock clock)
    {
        if (counts.Parts is [var only] && only.Origin.Shows.Covers(Needs))
        {
            return ObservedRate.Of(RateOf(counts, clock));
        }

        var rate = default(Rate);
        long covered = 0, all = 0;
        List<MissingCapability>? missing = null;
        foreach (var (origin, part) in counts.Parts)
        {
            var volume = counts[Count.Attempted] > 0 ? part[Count.Attempted] : part.Attempts + part.Resolved;
            all += volume;
            if (origin.Shows.FirstLackOf(Needs) is { } lack)
            {
                if (volume > 0)
                {
                    Miss(missing ??= [], lack, origin.Sources);
                }
            }
            else
            {
                covered += volume;
                rate = rate.Plus(RateOf(part, clock));
            }
        }

        return missing is null ? ObservedRate.Of(rate) : new ObservedRate(rate, (double)covered / all, missing);
    }

    private static void Miss(List<MissingCapability> missing, SourceCapability lack, IReadOnlyList<CountedSource> sources)
    {
        var at = missing.FindIndex(m => m.Capability == lack);
        if (at < 0)
        {
            missing.Add(new MissingCapability(lack, sources));
        }
        else
        {
            missing[at] = new MissingCapability(lack, [.. missing[at].Sources.Union(sources)]);
        }
    }

    private Rate RateOf(MetricCounts counts, Clock clock) => new(counts.Sum(Numerator), counts.Sum(Denominator(clock)));
}
