using System.Diagnostics.Metrics;

namespace Dashboard.Storage;

/// <summary>How instruments measure time here.</summary>
internal static class Durations
{
    /// <summary>From milliseconds to half a minute, seconds.</summary>
    public static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30],
    };
}
