using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Imports;

/// <summary>A source as its list shows it.</summary>
/// <param name="Source">The source.</param>
/// <param name="Imports">Files it has sent.</param>
/// <param name="Events">Events they brought.</param>
/// <param name="Quarantined">Lines that wait in quarantine.</param>
/// <param name="FirstEventAt">Earliest event, UTC; null when none.</param>
/// <param name="LastEventAt">Latest event, UTC; null when none.</param>
/// <param name="LastUploadAt">When the last file came, UTC; null when none.</param>
public sealed record SourceSummary(
    Source Source, int Imports, long Events, long Quarantined, DateTimeOffset? FirstEventAt, DateTimeOffset? LastEventAt, DateTimeOffset? LastUploadAt);

/// <summary>One page of sources.</summary>
/// <param name="Rows">By name.</param>
/// <param name="Total">How many there are.</param>
public sealed record SourceList(IReadOnlyList<SourceSummary> Rows, int Total);

/// <summary>The configured senders of events: listed, and how their files are read.</summary>
public sealed class SourceRegister(IDbContextFactory<DashboardDbContext> contexts, TimeProvider time)
{
    /// <summary>Sources by name.</summary>
    public async Task<SourceList> ListAsync(int offset, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var sources = await context.Sources.AsNoTracking().OrderBy(s => s.Name).Skip(offset).Take(limit).ToListAsync(cancellationToken);
        var ids = sources.Select(s => s.Id).ToList();
        var sums = await context.Imports.Where(i => ids.Contains(i.SourceId)).GroupBy(i => i.SourceId)
            .Select(g => new
            {
                g.Key,
                Imports = g.Count(),
                Events = g.Sum(i => i.Imported),
                Quarantined = g.Sum(i => i.Quarantined),
                First = g.Min(i => i.FirstEventAt),
                Last = g.Max(i => i.LastEventAt),
                Upload = (DateTimeOffset?)g.Max(i => i.CreatedAt),
            })
            .ToDictionaryAsync(g => g.Key, cancellationToken);
        return new SourceList(
            [.. sources.Select(s => sums.GetValueOrDefault(s.Id) is { } sum
                ? new SourceSummary(s, sum.Imports, sum.Events, sum.Quarantined, sum.First, sum.Last, sum.Upload)
                : new SourceSummary(s, 0, 0, 0, null, null, null))],
            await context.Sources.CountAsync(cancellationToken));
    }

    /// <summary>Names of all sources.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sources.OrderBy(s => s.Name).Select(s => s.Name).ToListAsync(cancellationToken);
    }

    /// <summary>One source, or null.</summary>
    public async Task<Source?> FindAsync(int sourceId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sourceId, cancellationToken);
    }

    /// <summary>One source by its name, or null.</summary>
    public async Task<Source?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.Name == name, cancellationToken);
    }

    /// <summary>True once events were counted from it, or are about to be: what names an event must not change after that.</summary>
    public async Task<bool> HasEventsAsync(int sourceId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Imports.AnyAsync(i => i.SourceId == sourceId && (i.Imported > 0 || i.Status == ImportStatus.Running), cancellationToken);
    }

    /// <summary>Keeps how its files are read, as a person has confirmed it.</summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="format">Format of its files.</param>
    /// <param name="reading">How they are read, JSON.</param>
    /// <param name="confirmedBy">The person's e-mail address.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ConfirmReadingAsync(int sourceId, string format, string reading, string confirmedBy, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        await context.Sources.Where(s => s.Id == sourceId).ExecuteUpdateAsync(
            set => set
                .SetProperty(s => s.Format, format)
                .SetProperty(s => s.Reading, reading)
                .SetProperty(s => s.ReadingConfirmedAt, now)
                .SetProperty(s => s.ReadingConfirmedBy, confirmedBy),
            cancellationToken);
    }

    /// <summary>Its newest import whose file can show its columns; null when there is none.</summary>
    public async Task<Import?> LatestImportAsync(int sourceId, string format, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Imports.AsNoTracking().Include(i => i.Source).Where(i => i.SourceId == sourceId && i.Format == format)
            .OrderByDescending(i => i.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
