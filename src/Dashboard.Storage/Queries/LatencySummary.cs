using Dashboard.Core.Metrics;

namespace Dashboard.Storage.Queries;

/// <summary>Time to acceptance of the accepted: three times, never mixed. Seconds; null where the logs do not allow to say.</summary>
/// <param name="Count">Acceptances counted.</param>
/// <param name="Total">From queueing to acceptance.</param>
/// <param name="Queue">From queueing to the first attempt: ours. Needs sources that log deferrals.</param>
/// <param name="Receiver">From the first attempt to acceptance: theirs. Needs sources that log deferrals.</param>
/// <param name="Rates">In the order of <see cref="TimeRateDefinitions.All"/>; not observable where no queueing time is known.</param>
/// <param name="Missing">What the sources behind the rest cannot show; empty when all times are known.</param>
public sealed record LatencySummary(
    long Count, Percentiles? Total, Percentiles? Queue, Percentiles? Receiver, IReadOnlyList<ObservedRate> Rates, IReadOnlyList<MissingCapability> Missing)
{
    /// <summary>One of the rates.</summary>
    public ObservedRate Of(TimeRateDefinition rate)
    {
        for (var i = 0; i < Rates.Count; i++)
        {
            if (TimeRateDefinitions.All[i] == rate)
            {
                return Rates[i];
            }
        }

        throw new ArgumentException($"“{rate.Id}” is none of the rates of times.", nameof(rate));
    }
}

/// <summary>Percentiles in seconds.</summary>
public sealed record Percentiles(double P50, double P90, double P95, double P99)
{
    internal static Percentiles? Of(LatencyHistogram histogram)
    {
        Span<double> seconds = stackalloc double[4];
        return histogram.Count > 0 && histogram.TryPercentiles([0.5, 0.9, 0.95, 0.99], seconds)
            ? new(seconds[0], seconds[1], seconds[2], seconds[3])
            : null;
    }
}
