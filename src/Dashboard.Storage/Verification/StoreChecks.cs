using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Verification;

/// <summary>Runs checks of the store and keeps their results.</summary>
public sealed class StoreChecks(StoreVerification store, IDbContextFactory<DashboardDbContext> contexts, TimeProvider time)
{
    private const int Kept = 30;

    /// <summary>Writes down that the store is to be checked.</summary>
    /// <param name="requestedBy">Who asked; null for the nightly check.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The check's id.</returns>
    public async Task<int> BeginAsync(string? requestedBy, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var check = new StoreCheck { StartedAt = time.GetUtcNow(), RequestedBy = requestedBy };
        context.StoreChecks.Add(check);
        await context.SaveChangesAsync(cancellationToken);
        await context.StoreChecks.Where(c => c.Id <= check.Id - Kept).ExecuteDeleteAsync(cancellationToken);
        return check.Id;
    }

    /// <summary>Checks the store and writes down what was found, or why it could not be ended.</summary>
    /// <exception cref="InvalidOperationException">There is no such check.</exception>
    public async Task<StoreCheck> RunAsync(int checkId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var check = await context.StoreChecks.SingleAsync(c => c.Id == checkId, cancellationToken);
        try
        {
            await store.RunAsync(check, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            check.Error = $"The check could not be ended: {e.Message}";
        }

        check.FinishedAt = time.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
        return check;
    }

    /// <summary>The last check that was begun; null when there was none.</summary>
    public async Task<StoreCheck?> LastAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.StoreChecks.AsNoTracking().OrderByDescending(v => v.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
