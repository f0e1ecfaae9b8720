using Dashboard.Storage.Writing;
using Hangfire;

namespace Dashboard.Web.Imports;

/// <summary>Wakes the pipeline. It never guards it: the store's lease does.</summary>
public sealed class ImportJob(ImportPipeline pipeline)
{
    /// <summary>The Hangfire queue of imports; its server has one worker, because there is one writer.</summary>
    public const string Queue = "imports";

    /// <summary>Runs one import.</summary>
    [Queue(Queue)]
    [AutomaticRetry(Attempts = 20, DelaysInSeconds = [5, 15, 30, 60], OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    public async Task RunAsync(int importId, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.RunAsync(importId, cancellationToken);
        }
        catch (LeaseLostException)
        {
            // Another process has gone on with it.
        }
    }
}
