using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Imports;

/// <summary>A file that was uploaded completely and is to be imported.</summary>
/// <param name="SourceName">Source to which it belongs; made when new.</param>
/// <param name="Format">Its format.</param>
/// <param name="FileName">Its name as uploaded.</param>
/// <param name="StoredName">Name below the uploads folder.</param>
/// <param name="FileBytes">Its size.</param>
/// <param name="CreatedBy">Who uploaded it.</param>
public sealed record UploadedFile(string SourceName, string Format, string FileName, string StoredName, long FileBytes, string CreatedBy)
{
    /// <summary>How the source's files are read from now on, as a guess that nobody has confirmed; JSON, null: as before.</summary>
    public string? GuessedReading { get; init; }

    /// <summary>The source's reading when the guess was made, JSON; null: it had none. What a person has confirmed since then stays.</summary>
    public string? ReadingBeforeGuess { get; init; }

    /// <summary>Hash of the beginning of its text; null when not known.</summary>
    public long? Fingerprint { get; init; }

    /// <summary>What must be answered before it is read; null: nothing.</summary>
    public ImportQuestion? Question { get; init; }

    /// <summary>Why it cannot be read at all; null: it can.</summary>
    public string? Refusal { get; init; }
}

/// <summary>One page of imports.</summary>
/// <param name="Rows">Newest first, with their sources.</param>
/// <param name="Total">How many there are.</param>
public sealed record ImportPage(IReadOnlyList<Import> Rows, int Total);

/// <summary>One page of quarantined lines.</summary>
/// <param name="Rows">By part and line.</param>
/// <param name="Total">How many the import has.</param>
public sealed record QuarantinePage(IReadOnlyList<QuarantinedLine> Rows, int Total);

/// <summary>Quarantined lines of one import that share a reason.</summary>
public sealed record QuarantineReason(string Reason, string? Column, int Lines);

/// <summary>Sources and imports as lists: made, read, never written while they run (the writer does that).</summary>
public sealed class ImportRegister(IDbContextFactory<DashboardDbContext> contexts, TimeProvider time)
{
    // Any number that no other advisory lock of the database uses.
    internal const long QueueLock = 0x496d706f727473;

    /// <summary>
    /// Takes a new import in: queued, failed with its refusal, or waiting for an answer. Content that another source has
    /// brought is always asked about.
    /// </summary>
    public async Task<Import> AddAsync(UploadedFile file, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await LockQueueAsync(context, cancellationToken);
        var sourceId = await SourceIdAsync(context, file, cancellationToken);
        if (file.Refusal is null && file.Fingerprint is { } fingerprint
            && await SameContent(context, fingerprint).AnyAsync(i => i.SourceId != sourceId, cancellationToken))
        {
            file = file with { Question = ImportQuestion.SameFile };
        }

        var import = new Import
        {
            SourceId = sourceId,
            FileName = file.FileName.Length > 255 ? file.FileName[^255..] : file.FileName,
            StoredName = file.StoredName,
            FileBytes = file.FileBytes,
            Status = file.Refusal is not null ? ImportStatus.Failed : file.Question is not null ? ImportStatus.Waiting : ImportStatus.Queued,
            Question = file.Refusal is null ? file.Question : null,
            Error = file.Refusal,
            Format = file.Format.Length == 0 ? null : file.Format,
            Fingerprint = file.Fingerprint,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = file.CreatedBy,
            FinishedAt = file.Refusal is null ? null : time.GetUtcNow(),
        };
        context.Imports.Add(import);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return import;
    }

    /// <summary>One import with its source, or null.</summary>
    public async Task<Import?> FindAsync(int importId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Imports.AsNoTracking().Include(i => i.Source).SingleOrDefaultAsync(i => i.Id == importId, cancellationToken);
    }

    /// <summary>Imports, newest first.</summary>
    public async Task<ImportPage> ListAsync(int offset, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Imports.AsNoTracking().Include(i => i.Source)
            .OrderByDescending(i => i.Id).Skip(offset).Take(limit).ToListAsync(cancellationToken);
        return new ImportPage(rows, await context.Imports.CountAsync(cancellationToken));
    }

    /// <summary>Imports of one source, newest first.</summary>
    public async Task<ImportPage> ListOfSourceAsync(int sourceId, int offset, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var imports = context.Imports.AsNoTracking().Where(i => i.SourceId == sourceId);
        var rows = await imports.Include(i => i.Source).OrderByDescending(i => i.Id).Skip(offset).Take(limit).ToListAsync(cancellationToken);
        return new ImportPage(rows, await imports.CountAsync(cancellationToken));
    }

    /// <summary>Ids of imports that wait, or were being read or deleted when the program stopped, oldest first.</summary>
    public async Task<IReadOnlyList<int>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Imports
            .Where(i => i.Status == ImportStatus.Queued || i.Status == ImportStatus.Running || i.Status == ImportStatus.Deleting)
            .OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Quarantined lines of an import.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="reason">Only this reason; null for all.</param>
    /// <param name="offset">Lines to leave out.</param>
    /// <param name="limit">Lines wanted.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<QuarantinePage> QuarantineAsync(int importId, string? reason, int offset, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = context.QuarantinedLines.AsNoTracking().Where(q => q.ImportId == importId && (reason == null || q.Reason == reason));
        return new QuarantinePage(
            await lines.OrderBy(q => q.Part).ThenBy(q => q.Line).Skip(offset).Take(limit).ToListAsync(cancellationToken),
            await lines.CountAsync(cancellationToken));
    }

    /// <summary>Reasons of an import's quarantine, most lines first.</summary>
    public async Task<IReadOnlyList<QuarantineReason>> QuarantineReasonsAsync(int importId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // Made into records only at the end: EF cannot order by a record's member.
        var reasons = await context.QuarantinedLines.Where(q => q.ImportId == importId)
            .GroupBy(q => new { q.Reason, q.Column })
            .Select(g => new { g.Key.Reason, g.Key.Column, Lines = g.Count() })
            .OrderByDescending(r => r.Lines).ThenBy(r => r.Reason).ThenBy(r => r.Column).Take(100).ToListAsync(cancellationToken);
        return [.. reasons.Select(r => new QuarantineReason(r.Reason, r.Column, r.Lines))];
    }

    /// <summary>An import of another source that has brought events from the same content; null when there is none.</summary>
    public async Task<Import?> SameContentAsync(long fingerprint, string sourceName, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await SameContent(context, fingerprint).AsNoTracking().Include(i => i.Source).Where(i => i.Source.Name != sourceName)
            .OrderBy(i => i.Id).FirstOrDefaultAsync(cancellationToken);
    }

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
        await LockQueueAsync(context, cancellationToken);
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
            && await SameContent(context, fingerprint).AnyAsync(i => i.SourceId != import.SourceId, cancellationToken);
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
        await LockQueueAsync(context, cancellationToken);
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
        await LockQueueAsync(context, cancellationToken);
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
        await LockQueueAsync(context, cancellationToken);
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

    /// <summary>
    /// Completed imports whose file may be the same as an import's: as long, of the same source, read as this one is, every line of it
    /// readable. Oldest first, a few.
    /// </summary>
    public async Task<IReadOnlyList<Import>> PerhapsSameAsync(Import import, string? reading, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var imports = await context.Imports.AsNoTracking()
            .Where(i => i.SourceId == import.SourceId && i.Id != import.Id && i.FileBytes == import.FileBytes && i.StoredName != ""
                && i.Status == ImportStatus.Completed && i.Imported > 0 && i.Quarantined == 0 && i.RepeatsImportId == null)
            .OrderBy(i => i.Id).Take(10).ToListAsync(cancellationToken);
        return imports.FindAll(i => i.Reading == reading);
    }

    /// <summary>Stored names of originals whose events are all older than single attempts are kept.</summary>
    public async Task<IReadOnlyList<string>> OutlivedOriginalsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Imports
            .Where(i => i.LastEventAt < context.Workspaces.First().AttemptsSince && i.StoredName != ""
                && (i.Status == ImportStatus.Completed || i.Status == ImportStatus.Failed))
            .Select(i => i.StoredName)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Fixes what an import is read with, so that a restart reads the same.</summary>
    public async Task FixReadingAsync(int importId, string? reading, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Imports.Where(i => i.Id == importId)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Reading, reading), cancellationToken);
    }

    // What is taken into the queue must know of everything that was taken in before.
    private static Task<int> LockQueueAsync(DashboardDbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({QueueLock})", cancellationToken);

    private static IQueryable<Import> SameContent(DashboardDbContext context, long fingerprint) => context.Imports.Where(
        i => i.Fingerprint == fingerprint && i.Status != ImportStatus.Deleting
            && (i.Imported > 0 || i.Status == ImportStatus.Queued || i.Status == ImportStatus.Running));

    private async Task<int> SourceIdAsync(DashboardDbContext context, UploadedFile file, CancellationToken cancellationToken)
    {
        if (await context.Sources.Where(s => s.Name == file.SourceName).Select(s => (int?)s.Id).SingleOrDefaultAsync(cancellationToken) is { } id)
        {
            if (file.GuessedReading is { } guess)
            {
                await context.Sources.Where(s => s.Id == id && (s.ReadingConfirmedAt == null || s.Reading == file.ReadingBeforeGuess)).ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.Reading, guess).SetProperty(s => s.ReadingConfirmedAt, (DateTimeOffset?)null), cancellationToken);
            }

            return id;
        }

        var source = new Source { Name = file.SourceName, Format = file.Format, Reading = file.GuessedReading, CreatedAt = time.GetUtcNow() };
        context.Sources.Add(source);
        await context.SaveChangesAsync(cancellationToken);
        return source.Id;
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
