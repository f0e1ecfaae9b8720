namespace Dashboard.Core.Metrics;

/// <summary>
/// A rate over the mail of those sources that can show it, and how much of all mail that is. Four cases: a value with coverage 1; a
/// value with less (the rest is in <see cref="Missing"/>); not observable (coverage 0); no data (nothing counted at all, coverage 1).
/// </summary>
/// <param name="Rate">Counted at sources that can show it.</param>
/// <param name="Coverage">Deliveries attempted of those sources ÷ of all, 0 to 1.</param>
/// <param name="Missing">What the other sources lack; empty with coverage 1.</param>
public sealed record ObservedRate(Rate Rate, double Coverage, IReadOnlyList<MissingCapability> Missing)
{
    /// <summary>Nothing counted at all.</summary>
    public static ObservedRate None { get; } = new(default, 1, []);

    /// <summary>Counted of those.</summary>
    public long Numerator => Rate.Numerator;

    /// <summary>Counted in all.</summary>
    public long Denominator => Rate.Denominator;

    /// <summary>Numerator ÷ denominator, or null when nothing was counted or nothing can be observed.</summary>
    public double? Value => Rate.Value;

    /// <summary>False when mail was counted and no source of it can show this.</summary>
    public bool IsObservable => Missing.Count == 0 || Coverage > 0;

    /// <summary>True when part of the mail comes from sources that cannot show this.</summary>
    public bool IsPartial => Missing.Count > 0 && Coverage > 0;

    /// <summary>A rate of which nothing is hidden.</summary>
    public static ObservedRate Of(Rate rate) => new(rate, 1, []);
}
