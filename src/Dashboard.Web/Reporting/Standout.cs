using Dashboard.Core.Metrics;

namespace Dashboard.Web.Reporting;

/// <summary>A rate of one thing in one step of time.</summary>
public sealed record RateAt(string Key, DateTimeOffset At, Rate Rate);

/// <summary>A stretch of time in which a rate of one thing stood far above what is usual for it.</summary>
/// <param name="Key">The thing: a provider, a list.</param>
/// <param name="First">Start of the first step.</param>
/// <param name="Last">Start of the last step.</param>
/// <param name="Observed">What was counted in the stretch.</param>
/// <param name="Usual">What was counted of the same thing in the rest of the range and before it.</param>
public sealed record Standout(string Key, DateTimeOffset First, DateTimeOffset Last, Rate Observed, Rate Usual)
{
    private const long LeastCounted = 50;
    private const double LeastExcess = 20;
    private const double LeastRatio = 2;
    private const double LeastDeviations = 5;
    private const int MostRounds = 5;

    /// <summary>How many more than the usual rate would have made.</summary>
    public double Excess => Observed.Numerator - Expected;

    private double Expected => (Usual.Value ?? 0) * Observed.Denominator;

    /// <summary>
    /// For each thing the stretch with the largest excess over its own usual rate, which is that of the rest of the range and of the
    /// time before; largest first. What is too small, too near the usual, or within what chance makes, is left out.
    /// </summary>
    /// <param name="rates">The range, step by step.</param>
    /// <param name="before">What was counted before the range, by thing.</param>
    public static IReadOnlyList<Standout> Find(IEnumerable<RateAt> rates, IReadOnlyDictionary<string, Rate> before) =>
    [
        .. rates.GroupBy(r => r.Key, StringComparer.Ordinal)
            .Select(g => FindOne(g.Key, [.. g.OrderBy(r => r.At)], before.GetValueOrDefault(g.Key)))
            .OfType<Standout>()
            .OrderByDescending(s => s.Excess).ThenBy(s => s.Key, StringComparer.Ordinal),
    ];

    private static Standout? FindOne(string key, List<RateAt> steps, Rate before)
    {
        var all = Plus(Sum(steps), before);
        var usual = all;
        var (first, last) = (-1, -1);

        // The stretch itself raises the rate it is measured against, so look again with the rate of the rest until nothing moves.
        for (var round = 0; round < MostRounds; round++)
        {
            var found = LargestExcess(steps, 1.5 * (usual.Value ?? 0));
            if (found == (first, last))
            {
                break;
            }

            (first, last) = found;
            usual = first < 0 ? all : Minus(all, Sum(steps[first..(last + 1)]));
        }

        if (first < 0)
        {
            return null;
        }

        // Its edges: steps that are nearer to the usual rate than to that of the stretch do not belong to it.
        var inner = steps[first..(last + 1)];
        for (var round = 0; round < MostRounds; round++)
        {
            var middle = ((Sum(inner).Value ?? 0) + (usual.Value ?? 0)) / 2;
            var (from, to) = LargestExcess(inner, middle);
            if (from < 0 || (from == 0 && to == inner.Count - 1))
            {
                break;
            }

            inner = inner[from..(to + 1)];
        }

        var observed = Sum(inner);
        var standout = new Standout(key, inner[0].At, inner[^1].At, observed, Minus(all, observed));
        return standout.IsPlain ? standout : null;
    }

    private bool IsPlain
    {
        get
        {
            var share = Usual.Value ?? 0;
            var deviation = Math.Sqrt((share * (1 - share) * Observed.Denominator) + 1);
            return Observed.Denominator >= LeastCounted && Usual.Denominator >= LeastCounted && Excess >= LeastExcess
                && Observed.Value >= LeastRatio * share && Excess >= LeastDeviations * deviation;
        }
    }

    // Kadane's algorithm: the stretch with the most above a rate.
    private static (int First, int Last) LargestExcess(List<RateAt> steps, double rate)
    {
        var (best, first, last) = (0.0, -1, -1);
        var (sum, start) = (0.0, 0);
        for (var i = 0; i < steps.Count; i++)
        {
            if (sum <= 0)
            {
                (sum, start) = (0, i);
            }

            sum += steps[i].Rate.Numerator - (rate * steps[i].Rate.Denominator);
            if (sum > best)
            {
                (best, first, last) = (sum, start, i);
            }
        }

        return (first, last);
    }

    private static Rate Sum(IEnumerable<RateAt> steps)
    {
        long numerator = 0, denominator = 0;
        foreach (var step in steps)
        {
            numerator += step.Rate.Numerator;
            denominator += step.Rate.Denominator;
        }

        return new Rate(numerator, denominator);
    }

    private static Rate Plus(Rate a, Rate b) => new(a.Numerator + b.Numerator, a.Denominator + b.Denominator);

    private static Rate Minus(Rate all, Rate part) => new(all.Numerator - part.Numerator, all.Denominator - part.Denominator);
}
