using Dashboard.Core.Metrics;

namespace Dashboard.Web.Reporting;

/// <summary>How much worse one thing did than is usual for it.</summary>
/// <param name="Observed">Failed attempts of the range.</param>
/// <param name="UsualRate">Its own usual rate, 0 to 1; null when too little was counted to tell.</param>
public sealed record ExcessFailures(Rate Observed, double? UsualRate)
{
    private const long LeastCounted = 20;

    /// <summary>Failures that the usual rate would have made; null when it is not known.</summary>
    public double? Expected => UsualRate * Observed.Denominator;

    /// <summary>Failures more than expected; negative when it did better.</summary>
    public double? Excess => Observed.Numerator - Expected;

    /// <summary>
    /// The usual rate of a thing: the median of its daily rates, each weighted by its volume. One bad day does not move it, however
    /// large it is in the mean.
    /// </summary>
    public static double? Usual(IEnumerable<Rate> days)
    {
        var known = days.Where(d => d.Denominator > 0).OrderBy(d => d.Value).ToList();
        var total = known.Sum(d => d.Denominator);
        if (total < LeastCounted)
        {
            return null;
        }

        long below = 0;
        foreach (var day in known)
        {
            below += day.Denominator;
            if (below * 2 >= total)
            {
                return day.Value;
            }
        }

        return null;
    }
}
