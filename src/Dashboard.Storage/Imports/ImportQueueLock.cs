using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Imports;

/// <summary>What is taken into the queue, or out of it, must know of everything that was before: one at a time.</summary>
internal static class ImportQueueLock
{
    /// <summary>Any number that no other advisory lock of the database uses.</summary>
    public const long Key = 0x496d706f727473;

    /// <summary>Waits for it; held until the transaction ends.</summary>
    public static Task<int> TakeAsync(DashboardDbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Key})", cancellationToken);
}
