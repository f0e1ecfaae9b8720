using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Accounts;

/// <summary>The settings of the whole installation.</summary>
public sealed class WorkspaceSettings(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>Retries of a delivery go on for days: fewer would cut deliveries in two.</summary>
    public const int FewestDays = 14;

    /// <summary>Ten years.</summary>
    public const int MostDays = 3650;

    /// <summary>Ten years.</summary>
    public const int MostMonths = 120;

    /// <summary>The settings as they are now.</summary>
    public async Task<Workspace> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Workspaces.AsNoTracking().SingleAsync(cancellationToken);
    }

    /// <summary>Changes for how long single attempts and counts are kept; the next night acts on it.</summary>
    /// <param name="attemptDays">Days of single attempts, from <see cref="FewestDays"/> to <see cref="MostDays"/>.</param>
    /// <param name="countMonths">Months of counts, from 1 to <see cref="MostMonths"/>, and no shorter than the attempts.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task KeepAsync(int attemptDays, int countMonths, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attemptDays, FewestDays);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attemptDays, MostDays);
        ArgumentOutOfRangeException.ThrowIfLessThan(countMonths, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(countMonths, MostMonths);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Workspaces.ExecuteUpdateAsync(
            update => update.SetProperty(w => w.AttemptDays, attemptDays).SetProperty(w => w.CountMonths, countMonths), cancellationToken);
    }

    /// <summary>Changes the name shown in the page header.</summary>
    public async Task RenameAsync(string name, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Workspaces.ExecuteUpdateAsync(update => update.SetProperty(w => w.Name, name), cancellationToken);
    }
}
