using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Accounts;

/// <summary>The settings of the whole installation.</summary>
public sealed class WorkspaceSettings(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>The settings as they are now.</summary>
    public async Task<Workspace> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Workspaces.AsNoTracking().SingleAsync(cancellationToken);
    }

    /// <summary>Changes the name shown in the page header.</summary>
    public async Task RenameAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Workspaces.ExecuteUpdateAsync(update => update.SetProperty(w => w.Name, name), cancellationToken);
    }
}
