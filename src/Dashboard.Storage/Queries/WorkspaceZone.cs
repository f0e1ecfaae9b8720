using Dashboard.Storage.Writing;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Queries;

/// <summary>The workspace's time zone, in whose hours and days all counts are kept.</summary>
public sealed class WorkspaceZone(IDbContextFactory<DashboardDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(5);
    private (string Zone, long ReadAt)? _last;

    /// <summary>IANA id of the zone.</summary>
    public async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && time.GetElapsedTime(last.ReadAt) < Remembered)
        {
            return last.Zone;
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var zone = await context.Workspaces.Select(w => w.TimeZone).SingleAsync(cancellationToken);
        _last = (zone, time.GetTimestamp());
        return zone;
    }

    /// <summary>The zone's hours and days.</summary>
    public async Task<WorkspaceHours> HoursAsync(CancellationToken cancellationToken) => new(await ReadAsync(cancellationToken));
}
