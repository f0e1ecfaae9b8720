using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage;

/// <summary>Whether the database can do its work.</summary>
public sealed class DatabaseHealth(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>True when the database answers and holds every migration of this program.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return !(await context.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or InvalidOperationException)
        {
            return false;
        }
    }
}
