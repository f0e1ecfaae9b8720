using Dashboard.Storage.Imports;
using Dashboard.Storage.Writing;
using Hangfire;

namespace Dashboard.Web.Imports;

/// <summary>Takes uploaded files in, and takes up again what a stopped process left unfinished.</summary>
public sealed class ImportQueue(
    ImportAdmission admission, ImportDecisions decisions, ImportRegister register, UploadFolder uploads, IBackgroundJobClient jobs)
{
    private int _atWork;

    /// <summary>True while a job of this process is at an import.</summary>
    public bool IsAtWork => Volatile.Read(ref _atWork) > 0;

    /// <summary>Registers an upload and has it imported unless it is refused or waits for an answer.</summary>
    /// <returns>The import's id.</returns>
    public async Task<int> AddAsync(UploadedFile file, CancellationToken cancellationToken)
    {
        var import = await admission.AddAsync(file, cancellationToken);
        ImportMetrics.Received(file.FileBytes);
        if (import.Status == ImportStatus.Queued)
        {
            Enqueue(import.Id);
        }

        return import.Id;
    }

    /// <summary>Has an import read again: from its beginning, or only its quarantined lines; see <see cref="ImportDecisions.TakeUpAgainAsync"/>.</summary>
    /// <returns>False when there is nothing to read again.</returns>
    public async Task<bool> TakeUpAgainAsync(int importId, CancellationToken cancellationToken)
    {
        var isTakenUp = await decisions.TakeUpAgainAsync(importId, cancellationToken);
        if (isTakenUp)
        {
            Enqueue(importId);
        }

        return isTakenUp;
    }

    /// <summary>Has an import deleted; at once when nothing of it was counted.</summary>
    /// <returns>Null when it is being deleted or gone; else why not, a sentence.</returns>
    public async Task<string?> DeleteAsync(int importId, CancellationToken cancellationToken)
    {
        if (await decisions.DiscardAsync(importId, cancellationToken) is { } storedName)
        {
            uploads.Delete(storedName);
            return null;
        }

        var whyNot = await decisions.DeleteAsync(importId, cancellationToken);
        if (whyNot is null)
        {
            Enqueue(importId);
        }

        return whyNot;
    }

    /// <summary>Has everything unfinished imported or deleted; harmless for what another process is at.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        foreach (var importId in await register.UnfinishedAsync(cancellationToken))
        {
            Enqueue(importId);
        }
    }

    internal void Begin() => Interlocked.Increment(ref _atWork);

    internal void End() => Interlocked.Decrement(ref _atWork);

    private void Enqueue(int importId)
    {
        using var phase = ImportMetrics.StartPhase("queue import");
        jobs.Enqueue<ImportJob>(job => job.RunAsync(importId, CancellationToken.None));
    }
}
