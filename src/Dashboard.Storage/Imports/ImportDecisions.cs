using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Imports;

/// <summary>What people decide about an import that is there: read it (again), same mail or not, discard it, delete it.</summary>
public sealed class ImportDecisions(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>
    /// Has an import read (again): one that waited for an answer or failed before anything was counted from its beginning; one with
    /// quarantined lines for those lines only, both with the source's reading as it is now. One that failed after something was counted
    /// goes on where it stopped, the way it began. When another source has brought the same content meanwhile, that is asked instead.
    /// </summary>
    /// <returns>False when it is running, there is nothing to read again, or something must be answered first.</returns>
    public async Task<bool> TakeUpAgainAsync(int importId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await ImportQueueLock.TakeAsync(context, cancellationToken);
        var import = await context.Imports.FromSql($"select * from imports where id = {importId} for update").SingleOrDefaultAsync(cancellationToken);
        if (import is null or { StoredName.Length: 0 }
            or { Status: ImportStatus.Queued or ImportStatus.Running or ImportStatus.Deleting or ImportStatus.Receiving })
        {
            // Running, or made of posts, of which no file was kept.
            return false;
        }

        var reading = await context.Sources.Where(s => s.Id == import.SourceId).Select(s => s.Reading).SingleAsync(cancellationToken);
        var isFromBeginning = import is { Imported: 0, Duplicates: 0 } and not { Status: ImportStatus.Completed, Quarantined: 0 };
        if (isFromBeginning)
        {
            await context.QuarantinedLines.Where(q => q.ImportId == importId).ExecuteDeleteAsync(cancellationToken);
            import.Lines = import.Quarantined = import.Ignored = import.ReadBytes = 0;
            import.IgnoredReasons = [];
            import.BusySeconds = 0;
            import.IsRetry = false;
        }
        else if (import.Quarantined > 0 && (import.IsRetry || import.Status == ImportStatus.Completed))
        {
            import.IsRetry = true;
        }
        else if (import.Status != ImportStatus.Failed)
        {
            return false;
        }

        var isSame = isFromBeginning && import.Fingerprint is { } fingerprint
            && await SameContent.Of(fingerprint, context).AnyAsync(i => i.SourceId != import.SourceId, cancellationToken);
        import.Status = isSame ? ImportStatus.Waiting : ImportStatus.Queued;
        import.Question = isSame ? ImportQuestion.SameFile : null;
        import.Error = null;
        import.FinishedAt = null;
        // What was read of it so far is passed by number, so the rest must be cut into lines as that was.
        import.Reading = isFromBeginning || import.IsRetry ? reading : import.Reading;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return !isSame;
    }

    /// <summary>
    /// Keeps the answer to whether a file is the same mail as another source's, so that it is not asked again. A source that was made
    /// for the file alone goes when the file does.
    /// </summary>
    /// <param name="importId">The import of which that is asked.</param>
    /// <param name="sourceId">The source to which it belongs from now on; null when it stays where it is.</param>
    /// <param name="cancellationToken">Cancels the answer.</param>
    /// <returns>False when that is not asked of it (any more).</returns>
    public async Task<bool> AnswerSameFileAsync(int importId, int? sourceId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await ImportQueueLock.TakeAsync(context, cancellationToken);
        var import = await context.Imports.SingleOrDefaultAsync(
            i => i.Id == importId && i.Status == ImportStatus.Waiting && i.Question == ImportQuestion.SameFile, cancellationToken);
        if (import is null)
        {
            return false;
        }

        var sourceBefore = import.SourceId;
        import.Fingerprint = null;
        import.SourceId = sourceId ?? sourceBefore;
        await context.SaveChangesAsync(cancellationToken);
        await DeleteSourceIfEmptyAsync(context, sourceBefore, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Asks a waiting import's next question.</summary>
    public async Task AskAsync(int importId, ImportQuestion question, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Imports.Where(i => i.Id == importId && i.Status == ImportStatus.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Question, question), cancellationToken);
    }

    /// <summary>Deletes an import that has counted nothing and is not being read; its source too when that has nothing else.</summary>
    /// <returns>The stored file to delete; null when the import must stay.</returns>
    public async Task<string?> DiscardAsync(int importId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await ImportQueueLock.TakeAsync(context, cancellationToken);
        var import = await context.Imports.SingleOrDefaultAsync(
            i => i.Id == importId && i.Imported == 0 && i.Duplicates == 0 && (i.Status == ImportStatus.Waiting || i.Status == ImportStatus.Failed),
            cancellationToken);
        if (import is null)
        {
            return null;
        }

        context.Imports.Remove(import);
        await context.SaveChangesAsync(cancellationToken);
        await DeleteSourceIfEmptyAsync(context, import.SourceId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return import.StoredName;
    }

    /// <summary>Decides that an import is deleted, with everything that no other import has brought. The writer does it.</summary>
    /// <returns>Null when that is decided (also before); else why not, a sentence.</returns>
    public async Task<string?> DeleteAsync(int importId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await ImportQueueLock.TakeAsync(context, cancellationToken);
        var import = await context.Imports.FromSql($"select * from imports where id = {importId} for update").SingleOrDefaultAsync(cancellationToken);
        if (import is null)
        {
            return $"There is no import {importId}.";
        }

        if (import.Status is ImportStatus.Queued or ImportStatus.Running)
        {
            return $"Import {importId} is being read. It can be deleted when it has ended.";
        }

        if (import.Status == ImportStatus.Receiving)
        {
            return $"Import {importId} takes what is posted. It can be deleted when its hour is over.";
        }

        // One that is not at its end has not brought everything yet, so it cannot take over.
        var repeating = await context.Imports.AsNoTracking()
            .Where(i => i.RepeatsImportId == importId && i.Status != ImportStatus.Completed && i.Status != ImportStatus.Deleting)
            .OrderBy(i => i.Id).FirstOrDefaultAsync(cancellationToken);
        if (repeating is not null)
        {
            return repeating.Status == ImportStatus.Failed
                ? $"Import {repeating.Id} began to read the same file and failed. Read it again or delete it first."
                : $"The same file is being read again as import {repeating.Id}. Import {importId} can be deleted when that has ended.";
        }

        import.Status = ImportStatus.Deleting;
        import.Question = null;
        import.Error = null;
        import.IsRetry = false;
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    // Made for a file that is gone or went elsewhere, and nobody has said anything about it. Locked first: a post may be coming in.
    private static Task<int> DeleteSourceIfEmptyAsync(DashboardDbContext context, int sourceId, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"""
            select from sources where id = {sourceId} for update;
            delete from sources s where id = {sourceId} and reading_confirmed_at is null
                and not exists (select from imports where source_id = s.id) and not exists (select from inbox where source_id = s.id)
            """,
            cancellationToken);
}
