using System.Globalization;
using Dashboard.Storage.Imports;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>What a source was posted within one hour of the workspace is one import: found, made, and closed when the hour is over.</summary>
internal sealed class PostedHour(IDbContextFactory<DashboardDbContext> contexts)
{
    // Clocks of several programs may differ a little.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    /// <summary>Where the hour's import stands; made when the hour has none.</summary>
    /// <param name="batch">Posts of the hour.</param>
    /// <param name="hours">The workspace's hours.</param>
    /// <param name="timeZone">Its time zone.</param>
    /// <param name="transaction">The one that stores the posts, once it has proved the lease.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<ImportProgress> OpenAsync(
        PostedBatch batch, WorkspaceHours hours, string timeZone, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Database.SetDbConnection(transaction.Connection);
        await context.Database.UseTransactionAsync(transaction, cancellationToken);
        var hour = hours.HourOf(batch.ReceivedAt);
        var open = await context.Imports.Where(i => i.SourceId == batch.SourceId && i.Status == ImportStatus.Receiving).ToListAsync(cancellationToken);
        var import = open.Find(i => hours.HourOf(i.CreatedAt.UtcDateTime) == hour);
        if (import is null)
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(hour, TimeZoneInfo.FindSystemTimeZoneById(timeZone));
            import = new Import
            {
                SourceId = batch.SourceId,
                FileName = $"API {local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}",
                StoredName = "",
                Status = ImportStatus.Receiving,
                Format = batch.Format,
                CreatedAt = batch.ReceivedAt,
                StartedAt = batch.ReceivedAt,
                CreatedBy = "API",
            };
            context.Imports.Add(import);
            await context.SaveChangesAsync(cancellationToken);
        }

        return ImportProgress.Of(import);
    }

    /// <summary>Open imports whose hour is over and for which nothing waits any more.</summary>
    public async Task<IReadOnlyList<int>> OverAsync(WorkspaceHours hours, DateTime now, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await context.Imports.Where(i => i.Status == ImportStatus.Receiving)
            .Select(i => new { i.Id, i.SourceId, i.CreatedAt }).ToListAsync(cancellationToken);
        var over = open.Where(i => hours.HourOf(i.CreatedAt.UtcDateTime) < hours.HourOf(now - Grace)).ToList();
        if (over.Count == 0)
        {
            return [];
        }

        var waiting = await context.Database
            .SqlQuery<int>($"select distinct source_id as \"Value\" from inbox where set_aside is null and received_at < {hours.HourOf(now)}")
            .ToListAsync(cancellationToken);
        return [.. over.Where(i => !waiting.Contains(i.SourceId)).Select(i => i.Id)];
    }
}
