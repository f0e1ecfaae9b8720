using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Accounts;

/// <summary>
/// One writer at a time over who may do what: "is there an administrator" must not change between the question and the change that
/// relies on it. Held until the transaction ends.
/// </summary>
internal static class PeopleLock
{
    private const long Key = 0x44_61_73_68_50_65_6F;

    public static Task TakeAsync(DashboardDbContext context, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Key})", cancellationToken);
}
