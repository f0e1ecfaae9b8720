using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Dashboard.Storage.Queries;

/// <summary>How long each question takes. One meter for the process: queries are also made without a container.</summary>
public static class QueryMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "Dashboard.Queries";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Seconds = Meter.CreateHistogram(
        "dashboard.queries.duration", "s", "Time to answer a question from the store, by question.", advice: Durations.Buckets);

    /// <summary>Measures one question until it is disposed, answered or not. Costs nothing while nobody listens.</summary>
    /// <param name="question">A constant of the program, never text from outside.</param>
    internal static QueryTime Measure(string question) => new(Seconds.Enabled ? question : null, Stopwatch.GetTimestamp());

    /// <summary>A question that is being answered.</summary>
    internal readonly struct QueryTime(string? question, long start) : IDisposable
    {
        /// <summary>Ends the measure.</summary>
        public void Dispose()
        {
            if (question is not null)
            {
                Seconds.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("question", question));
            }
        }
    }
}
