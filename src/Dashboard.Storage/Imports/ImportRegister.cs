using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Storage.Imports;

/// <summary>A file that was uploaded completely and is to be imported.</summary>
/// <param name="SourceName">Source to which it belongs; made when new.</param>
/// <param name="Format">Its format.</param>
/// <param name="FileName">Its name as uploaded.</param>
/// <param name="StoredName">Name below the uploads folder.</param>
/// <param name="FileBytes">Its size.</param>
/// <param name="CreatedBy">Who uploaded it.</param>
public sealed record UploadedFile(string SourceName, string Format, string FileName, string StoredName, long FileBytes, string CreatedBy);

/// <summary>One page of imports.</summary>
/// <param name="Rows">Newest first, with their sources.</param>
/// <param name="Total">How many there are.</param>
public sealed record ImportPage(IReadOnlyList<Import> Rows, int Total);

/// <summary>One page of quarantined lines.</summary>
/// <param name="Rows">By line.</param>
/// <param name="Total">How many the import has.</param>
public sealed record QuarantinePage(IReadOnlyList<QuarantinedLine> Rows, int Total);

/// <summary>Quarantined lines of one import that share a reason.</summary>
public sealed record QuarantineReason(string Reason, string? Column, int Lines);

/// <summary>Sources and imports as lists: made, read, never written while they run (the writer does that).</summary>
public sealed class ImportRegister(IDbContextFactory<DashboardDbContext> contexts, TimeProvider time)
{
    /// <summary>Takes a new import into the queue and returns its id.</summary>
    public async Task<int> AddAsync(UploadedFile file, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var import = new Import
        {
            SourceId = await SourceIdAsync(context, file, cancellationToken),
            FileName = file.FileName.Length > 255 ? file.FileName[^255..] : file.FileName,
            StoredName = file.StoredName,
            FileBytes = file.FileBytes,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = file.CreatedBy,
        };
        context.Imports.Add(import);
        await context.SaveChangesAsync(cancellationToken);
        return import.Id;
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

    /// <summary>Ids of imports that wait or were running when the program stopped, oldest first.</summary>
    public async Task<IReadOnlyList<int>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Imports.Where(i => i.Status == ImportStatus.Queued || i.Status == ImportStatus.Running)
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
            await lines.OrderBy(q => q.Line).Skip(offset).Take(limit).ToListAsync(cancellationToken),
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

    /// <summary>Names of all sources.</summary>
    public async Task<IReadOnlyList<string>> SourceNamesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sources.OrderBy(s => s.Name).Select(s => s.Name).ToListAsync(cancellationToken);
    }

    private async Task<int> SourceIdAsync(DashboardDbContext context, UploadedFile file, CancellationToken cancellationToken)
    {
        if (await context.Sources.Where(s => s.Name == file.SourceName).Select(s => (int?)s.Id).SingleOrDefaultAsync(cancellationToken) is { } id)
        {
            return id;
        }

        var source = new Source { Name = file.SourceName, Format = file.Format, CreatedAt = time.GetUtcNow() };
        context.Sources.Add(source);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Another upload made it in the same moment.
            context.ChangeTracker.Clear();
            return await context.Sources.Where(s => s.Name == file.SourceName).Select(s => s.Id).SingleAsync(cancellationToken);
        }

        return source.Id;
    }
}
