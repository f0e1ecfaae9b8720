using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hangfire.Common;
using Hangfire.Server;

namespace Dashboard.Web.Jobs;

/// <summary>How long background jobs run, and whether they succeed, by the job's class.</summary>
public sealed class JobMetrics : JobFilterAttribute, IServerFilter
{
    public const string Name = "Dashboard.Jobs";
    private const string StartKey = "dashboard.start";

    private readonly Histogram<double> _seconds;

    public JobMetrics(IMeterFactory meters) => _seconds = meters.Create(Name).CreateHistogram(
        "dashboard.jobs.duration",
        "s",
        "Time of one run of a background job, by job and result: succeeded, failed (it may be tried again).",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.1, 1, 10, 60, 300, 1800, 7200] });

    public void OnPerforming(PerformingContext context) => context.Items[StartKey] = Stopwatch.GetTimestamp();

    public void OnPerformed(PerformedContext context)
    {
        if (context.Items.TryGetValue(StartKey, out var start))
        {
            _seconds.Record(
                Stopwatch.GetElapsedTime((long)start).TotalSeconds,
                new KeyValuePair<string, object?>("job", context.BackgroundJob.Job.Type.Name),
                new KeyValuePair<string, object?>("result", context.Exception is null || context.ExceptionHandled ? "succeeded" : "failed"));
        }
    }
}
