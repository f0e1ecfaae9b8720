using System.Globalization;
using Dashboard.Core.Metrics;

namespace Dashboard.Web.Reporting;

/// <summary>Writes numbers for people: the one place where figures become text.</summary>
public static class Figures
{
    /// <summary>Shown where nothing was counted: "no mail" is not "0 %".</summary>
    public const string NoData = "–";

    /// <summary>Below this many counted a rate says little, and is shown so.</summary>
    public const long FewCounted = 20;

    private const char Space = '\u00a0';
    private const char Minus = '\u2212';
    private const string PointsUnit = "pp";

    /// <summary><c>90,318</c>.</summary>
    public static string Count(long value) => value < 0
        ? Minus + Math.Abs((decimal)value).ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share from 0 to 1: <c>1.4 %</c>, more digits near 0 and 100, where they decide; <see cref="NoData"/> for null.</summary>
    public static string Percent(double? share)
    {
        if (share is not { } value)
        {
            return NoData;
        }

        var percent = value * 100;
        var distance = Math.Min(Math.Abs(percent), Math.Abs(100 - percent));
        return distance switch
        {
            0 => percent.ToString("0", CultureInfo.InvariantCulture) + Space + "%",
            < 0.005 => (percent < 50 ? "< 0.01" : "> 99.99") + Space + "%",
            < 1 => percent.ToString("0.00", CultureInfo.InvariantCulture) + Space + "%",
            _ => percent.ToString("0.0", CultureInfo.InvariantCulture) + Space + "%",
        };
    }

    /// <summary><c>65 %</c>, for sentences.</summary>
    public static string WholePercent(double? share) => share is >= 0.01 and <= 0.99
        ? (share.Value * 100).ToString("0", CultureInfo.InvariantCulture) + Space + "%"
        : Percent(share);

    /// <summary>A number of one thing for each of another: <c>1.35</c>; <see cref="NoData"/> for null.</summary>
    public static string Ratio(double? value) => value?.ToString("0.00", CultureInfo.InvariantCulture) ?? NoData;

    /// <summary>What the unit of a change means, for a tooltip; null where it needs no word.</summary>
    public static string? Explain(string change) =>
        change.EndsWith(PointsUnit, StringComparison.Ordinal) ? "pp: percentage points, the difference of two shares in %" : null;

    /// <summary><c>1,286 of 90,318</c>.</summary>
    public static string Of(ObservedRate rate) => Of(rate.Rate);

    /// <summary><c>1,286 of 90,318</c>.</summary>
    public static string Of(Rate rate) => $"{Count(rate.Numerator)} of {Count(rate.Denominator)}";

    /// <summary>A difference of two shares in percentage points, signed: <c>+0.4 pp</c>; null when one of them is missing.</summary>
    public static string? Points(double? now, double? before)
    {
        if (now is not { } current || before is not { } past)
        {
            return null;
        }

        var points = (current - past) * 100;
        var digits = Math.Abs(points) < 1 ? "0.00" : "0.0";
        var text = Math.Abs(points).ToString(digits, CultureInfo.InvariantCulture);
        return (IsZero(text) ? "±" : points > 0 ? "+" : Minus) + text + Space + PointsUnit;
    }

    /// <summary>For a figure that stays as it is.</summary>
    public const string NoChange = "no change";

    /// <summary>How far a share moves: as <see cref="Points"/>, in words where it does not, or too little for its digits; null when one is missing.</summary>
    public static string? Moved(double? now, double? before) => Points(now, before) switch
    {
        null => null,
        _ when now == before => NoChange,
        ['±', ..] => $"less than 0.01{Space}{PointsUnit}",
        var points => points,
    };

    /// <summary>Seconds: <c>4 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>, <c>1 d 3 h</c>; <see cref="NoData"/> for null.</summary>
    public static string Duration(double? seconds)
    {
        if (seconds is not { } value)
        {
            return NoData;
        }

        var whole = (long)Math.Round(value, MidpointRounding.AwayFromZero);
        return whole switch
        {
            < 60 => Unit(whole, "s"),
            < 3600 => Two(whole / 60, "min", whole % 60, "s"),
            < 86_400 => Two(whole / 3600, "h", whole % 3600 / 60, "min"),
            _ => Two(whole / 86_400, "d", whole % 86_400 / 3600, "h"),
        };
    }

    /// <summary>A difference of durations, signed: <c>+12 s</c>; null when one of them is missing.</summary>
    public static string? DurationDelta(double? now, double? before)
    {
        if (now is not { } current || before is not { } past)
        {
            return null;
        }

        var difference = Math.Round(current) - Math.Round(past);
        return (difference == 0 ? "±" : difference > 0 ? "+" : Minus) + Duration(Math.Abs(difference));
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? Unit(large, largeUnit) : $"{Unit(large, largeUnit)} {Unit(small, smallUnit)}";

    private static string Unit(long value, string unit) => value.ToString(CultureInfo.InvariantCulture) + Space + unit;

    private static bool IsZero(string text) => text.All(c => c is '0' or '.');
}
