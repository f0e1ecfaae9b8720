using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Imports;

/// <summary>One page of quarantined lines.</summary>
/// <param name="Rows">By part and line.</param>
/// <param name="Total">How many the import has.</param>
public sealed record QuarantinePage(IReadOnlyList<QuarantinedLine> Rows, int Total);

/// <summary>Quarantined lines of one import that share a reason.</summary>
public sealed record QuarantineReason(string Reason, string? Column, int Lines);

/// <summary>The lines of imports that could not be read, and why.</summary>
public sealed class QuarantineRegister(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>Quarantined lines of an import.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="reason">Only this reason; null for all.</param>
    /// <param name="offset">Lines to leave out.</param>
    /// <param name="limit">Lines wanted.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<QuarantinePage> LinesAsync(int importId, string? reason, int offset, int limit, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = context.QuarantinedLines.AsNoTracking().Where(q => q.ImportId == importId && (reason == null || q.Reason == reason));
        return new QuarantinePage(
            await lines.OrderBy(q => q.Part).ThenBy(q => q.Line).Skip(offset).Take(limit).ToListAsync(cancellationToken),
            await lines.CountAsync(cancellationToken));
    }

    /// <summary>Reasons of an import's quarantine, most lines first.</summary>
    public async Task<IReadOnlyList<QuarantineReason>> ReasonsAsync(int importId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        // Made into records only at the end: EF cannot order by a record's member.
        var reasons = await context.QuarantinedLines.Where(q => q.ImportId == importId)
            .GroupBy(q => new { q.Reason, q.Column })
            .Select(g => new { g.Key.Reason, g.Key.Column, Lines = g.Count() })
            .OrderByDescending(r => r.Lines).ThenBy(r => r.Reason).ThenBy(r => r.Column).Take(100).ToListAsync(cancellationToken);
        return [.. reasons.Select(r => new QuarantineReason(r.Reason, r.Column, r.Lines))];
    }
}
