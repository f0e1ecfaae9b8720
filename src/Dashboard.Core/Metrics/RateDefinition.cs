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

    /// <summary>The rate of one row.</summary>
    public Rate Of(MetricCounts counts, Clock clock) => new(counts.Sum(Numerator), counts.Sum(Denominator(clock)));
}
