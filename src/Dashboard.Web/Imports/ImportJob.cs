using Dashboard.Storage.Imports;
using Dashboard.Storage.Writing;
using Hangfire;

namespace Dashboard.Web.Imports;

/// <summary>Wakes the pipeline. It never guards it: the store's lease does.</summary>
public sealed partial class ImportJob(ImportPipeline pipeline, ImportDeletion deletion, ImportRegister register, ILogger<ImportJob> logger)
{
    /// <summary>The Hangfire queue of imports; its server has one worker, because there is one writer.</summary>
    public const string Queue = "imports";

    /// <summary>Reads one import, or deletes it where that was decided.</summary>
    [Queue(Queue)]
    [AutomaticRetry(Attempts = 20, DelaysInSeconds = [5, 15, 30, 60], OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    public async Task RunAsync(int importId, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope("Import {ImportId}", importId);
        using var activity = ImportMetrics.StartRun(importId);
        try
        {
            if (await register.FindAsync(importId, cancellationToken) is { Status: ImportStatus.Deleting })
            {
                if (await deletion.RunAsync(importId, cancellationToken))
                {
                    LogDeleted(importId);
                }

                return;
            }

            await pipeline.RunAsync(importId, cancellationToken);
        }
        catch (LeaseLostException)
        {
            // Another process has gone on with it.
            return;
        }

        if (logger.IsEnabled(LogLevel.Information) && await register.FindAsync(importId, cancellationToken) is { } import)
        {
            LogEnded(
                importId, ImportPace.Word(import.Status), import.Lines, import.Imported, import.Duplicates, import.Quarantined, import.Ignored, import.BusySeconds);
        }
    }

    [LoggerMessage(1, LogLevel.Information,
        "Import {ImportId} is {Status}: {Lines} lines, {Imported} imported, {Duplicates} duplicates, {Quarantined} quarantined, {Ignored} ignored, {Seconds} s")]
    private partial void LogEnded(
        int importId, string status, long lines, long imported, long duplicates, long quarantined, long ignored, double seconds);

    [LoggerMessage(2, LogLevel.Information, "Import {ImportId} is deleted, with everything that no other import has brought")]
    private partial void LogDeleted(int importId);
}
