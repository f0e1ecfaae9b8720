namespace Dashboard.Core.Metrics;

/// <summary>A share of two counts taken under the same filter and time range.</summary>
/// <param name="Numerator">Counted of those.</param>
/// <param name="Denominator">Counted in all.</param>
public readonly record struct Rate(long Numerator, long Denominator)
{
    /// <summary>0 to 1, or null when nothing was counted: "no mail" is not "0 %".</summary>
    public double? Value => Denominator == 0 ? null : (double)Numerator / Denominator;

    /// <summary>Both taken together.</summary>
    public Rate Plus(Rate other) => new(Numerator + other.Numerator, Denominator + other.Denominator);
}
