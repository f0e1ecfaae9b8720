using Dashboard.Core.Metrics;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Components.Reporting;

/// <summary>Whether a change is good news.</summary>
public enum DeltaTone
{
    /// <summary>No change worth a colour, or too little counted to say.</summary>
    Neutral,

    Good,

    Bad,
}

/// <summary>Judges changes.</summary>
public static class DeltaTones
{
    // Within two standard errors chance explains a difference: it gets no colour.
    private const double LeastErrors = 2;

    public static DeltaTone Of(Rate now, Rate? before, bool higherIsBetter)
    {
        if (now.Value is not { } current || before is not { Value: { } past } other
            || Math.Min(now.Denominator, other.Denominator) < Figures.FewCounted
            || Math.Abs(current - past) < LeastErrors * StandardError(now, other) || current.Equals(past))
        {
            return DeltaTone.Neutral;
        }

        return current > past == higherIsBetter ? DeltaTone.Good : DeltaTone.Bad;
    }

    public static DeltaTone Of(ObservedRate now, ObservedRate? before, bool higherIsBetter) => Of(now.Rate, before?.Rate, higherIsBetter);

    /// <summary>Of durations in seconds: shorter is better; a tenth more or less is none.</summary>
    public static DeltaTone OfDurations(double? now, double? before)
    {
        if (now is not { } current || before is not { } past || Math.Abs(current - past) < Math.Max(1, past / 10))
        {
            return DeltaTone.Neutral;
        }

        return current < past ? DeltaTone.Good : DeltaTone.Bad;
    }

    // Of the difference of two shares, both taken as samples of one.
    private static double StandardError(Rate a, Rate b)
    {
        var pooled = new Rate(a.Numerator + b.Numerator, a.Denominator + b.Denominator).Value ?? 0;
        return Math.Sqrt(pooled * (1 - pooled) * ((1.0 / a.Denominator) + (1.0 / b.Denominator)));
    }
}
