using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Imports;

/// <summary>One page of imports.</summary>
/// <param name="Rows">Newest first, with their sources.</param>
/// <param name="Total">How many there are.</param>
public sealed record ImportPage(IReadOnlyList<Import> Rows, int Total);

/// <summary>Imports as lists: found and read. The writer writes them while they run.</summary>
public sealed class ImportRegister(IDbContextFactory<DashboardDbContext> contexts)
{
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

    /// <summary>An import of another source that has brought events from the same content; null when there is none.</summary>
    public async Task<Import?> SameContentAsync(long fingerprint, string sourceName, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await SameContent.Of(fingerprint, context).AsNoTracking().Include(i => i.Source).Where(i => i.Source.Name != sourceName)
            .OrderBy(i => i.Id).FirstOrDefaultAsync(cancellationToken);
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
}
