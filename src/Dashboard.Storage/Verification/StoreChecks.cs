using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Verification;

/// <summary>Runs checks of the store and keeps their results.</summary>
public sealed class StoreChecks(StoreVerification store, IDbContextFactory<DashboardDbContext> contexts, TimeProvider time)
{
    private const int Kept = 30;

    /// <summary>Checks the store now and writes down what was found, or why it could not be ended.</summary>
    /// <param name="requestedBy">Who asked; null for the nightly check.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    public async Task<StoreCheck> RunAsync(string? requestedBy, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var check = new StoreCheck { StartedAt = time.GetUtcNow(), RequestedBy = requestedBy };
        context.StoreChecks.Add(check);
        await context.SaveChangesAsync(cancellationToken);
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
        await context.StoreChecks.Where(v => v.Id <= check.Id - Kept).ExecuteDeleteAsync(cancellationToken);
        return check;
    }

    /// <summary>The last check that was begun; null when there was none.</summary>
    public async Task<StoreCheck?> LastAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.StoreChecks.AsNoTracking().OrderByDescending(v => v.Id).FirstOrDefaultAsync(cancellationToken);
    }
}
