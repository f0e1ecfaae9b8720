using Dashboard.Storage.Imports;
using Dashboard.Storage.Writing;
using Hangfire;

namespace Dashboard.Web.Imports;

/// <summary>Wakes the pipeline. It never guards it: the store's lease does.</summary>
public sealed partial class ImportJob(
    ImportPipeline pipeline, ImportDeletion deletion, ImportRegister register, ImportQueue queue, TimeProvider time, ILogger<ImportJob> logger)
{
    // After these, the last one again and again: nobody has to be there when the database comes back or the disk has room again.
    private static readonly TimeSpan[] Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)];

    /// <summary>The Hangfire queue of imports; its server has one worker, because there is one writer.</summary>
    public const string Queue = "imports";

    /// <summary>Reads one import, or deletes it where that was decided.</summary>
    [Queue(Queue)]
    [AutomaticRetry(Attempts = 20, DelaysInSeconds = [5, 15, 30, 60], OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    public async Task RunAsync(int importId, CancellationToken cancellationToken)
    {
        using var scope = logger.BeginScope("Import {ImportId}", importId);
        using var activity = ImportMetrics.StartRun(importId);
        queue.Begin();
        try
        {
            await RunToEndAsync(importId, cancellationToken);
        }
        catch (LeaseLostException)
        {
            LogLeft(importId);
            return;
        }
        finally
        {
            queue.End();
        }

        if (logger.IsEnabled(LogLevel.Information) && await register.FindAsync(importId, cancellationToken) is { } import)
        {
            LogEnded(
                importId, ImportPace.Word(import.Status), import.Lines, import.Imported, import.Duplicates, import.Quarantined, import.Ignored, import.BusySeconds);
        }
    }

    private async Task RunToEndAsync(int importId, CancellationToken cancellationToken)
    {
        for (var pause = 0; ; pause++)
        {
            var began = time.GetTimestamp();
            try
            {
                await RunOnceAsync(importId, cancellationToken);
                return;
            }
            catch (Exception e) when (PassingFailure.Of(e) is { } problem)
            {
                if (time.GetElapsedTime(began) > Pauses[^1])
                {
                    // It got on meanwhile: this is another failure.
                    pause = 0;
                }

                LogPaused(importId, problem);
                await Task.Delay(Pauses[Math.Min(pause, Pauses.Length - 1)], time, cancellationToken);
            }
        }
    }

    private async Task RunOnceAsync(int importId, CancellationToken cancellationToken)
    {
        if (await register.FindAsync(importId, cancellationToken) is not { Status: ImportStatus.Deleting })
        {
            await pipeline.RunAsync(importId, cancellationToken);
        }
        else if (await deletion.RunAsync(importId, cancellationToken))
        {
            LogDeleted(importId);
        }
    }

    [LoggerMessage(1, LogLevel.Information,
        "Import {ImportId} is {Status}: {Lines} lines, {Imported} imported, {Duplicates} duplicates, {Quarantined} quarantined, {Ignored} ignored, {Seconds} s")]
    private partial void LogEnded(
        int importId, string status, long lines, long imported, long duplicates, long quarantined, long ignored, double seconds);

    [LoggerMessage(2, LogLevel.Warning, "Import {ImportId} pauses and goes on by itself: {Problem}")]
    private partial void LogPaused(int importId, string problem);

    [LoggerMessage(3, LogLevel.Information, "Import {ImportId} was taken over by another process; this one has left it")]
    private partial void LogLeft(int importId);

    [LoggerMessage(4, LogLevel.Information, "Import {ImportId} is deleted, with everything that no other import has brought")]
    private partial void LogDeleted(int importId);
}
