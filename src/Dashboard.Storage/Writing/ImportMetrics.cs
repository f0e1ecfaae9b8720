using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dashboard.Storage.Imports;

namespace Dashboard.Storage.Writing;

/// <summary>
/// What the way into the store does, as instruments: files received, imports, rows, batches. Labels are words of ours, never text from a
/// file. One meter for the process: writers are also made without a container. Costs nothing while nobody listens.
/// </summary>
public static class ImportMetrics
{
    /// <summary>Name of the meter and of the traces' source.</summary>
    public const string Name = "Dashboard.Imports";

    /// <summary>Traces of imports and their batches.</summary>
    internal static readonly ActivitySource Activities = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Uploads = Meter.CreateCounter<long>("dashboard.uploads.size", "By", "Bytes of files received.");

    private static readonly Counter<long> Starts = Meter.CreateCounter<long>(
        "dashboard.imports.started", "{import}", "Imports that began to be read.");

    private static readonly Counter<long> Ends = Meter.CreateCounter<long>(
        "dashboard.imports.finished", "{import}", "Imports that ended, by status: completed, failed.");

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "dashboard.imports.rows", "{row}", "Lines of files by what became of them: imported, duplicate, quarantined, ignored.");

    private static readonly Histogram<double> Batches = Meter.CreateHistogram(
        "dashboard.imports.batch.duration", "s", "Time to store one batch, its commit included.", advice: Durations.Buckets);

    /// <summary>Counts a file that is durably stored.</summary>
    /// <param name="bytes">Its size.</param>
    public static void Received(long bytes) => Uploads.Add(bytes);

    /// <summary>A run of an import, as a trace; null when nobody listens.</summary>
    public static Activity? StartRun(int importId) => Activities.StartActivity("import")?.SetTag("import.id", importId);

    internal static Activity? StartBatch(int importId) => Activities.StartActivity("import batch")?.SetTag("import.id", importId);

    /// <summary>A step on the way into the store, as part of the trace; null when nobody listens.</summary>
    /// <param name="name">What is done: a few words of ours.</param>
    public static Activity? StartPhase(string name) => Activities.StartActivity(name);

    internal static void Started() => Starts.Add(1);

    internal static void Finished(ImportStatus status) =>
        Ends.Add(1, new KeyValuePair<string, object?>("status", status == ImportStatus.Completed ? "completed" : "failed"));

    internal static void Committed(TimeSpan took, ImportRows rows)
    {
        Batches.Record(took.TotalSeconds);
        Count("imported", rows.Imported);
        Count("duplicate", rows.Duplicates);
        Count("quarantined", rows.Quarantined);
        Count("ignored", rows.Ignored);
    }

    // Lines read again leave the quarantine: a counter only grows.
    private static void Count(string result, long rows) => Rows.Add(Math.Max(0, rows), new KeyValuePair<string, object?>("result", result));
}
