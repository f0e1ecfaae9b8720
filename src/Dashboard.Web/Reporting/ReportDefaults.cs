using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>The range a report shows when nobody chose one.</summary>
public sealed class ReportDefaults(WorkspaceZone zone, CompletenessQuery completeness, TimeProvider time)
{
    private const int Days = 14;

    /// <summary>The zone in which times without offset are meant, and days begin.</summary>
    public async Task<TimeZoneInfo> ZoneAsync(CancellationToken cancellationToken) =>
        TimeZoneInfo.FindSystemTimeZoneById(await zone.ReadAsync(cancellationToken));

    /// <summary>
    /// The last fourteen days that can hold data: up to today, or, where the newest event is older, up to its day, so that somebody who
    /// uploads last month's log sees it.
    /// </summary>
    public async Task<(DateTimeOffset From, DateTimeOffset To)> RangeAsync(CancellationToken cancellationToken)
    {
        var zoneInfo = await ZoneAsync(cancellationToken);
        var known = await completeness.ReadAsync(cancellationToken);
        var now = time.GetUtcNow();
        var newest = known.LastEventAt is { } last && last < now ? last : now;
        var lastDay = TimeZoneInfo.ConvertTime(newest, zoneInfo).Date;
        return (Midnight(lastDay.AddDays(1 - Days), zoneInfo), Midnight(lastDay.AddDays(1), zoneInfo));
    }

    private static DateTimeOffset Midnight(DateTime day, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(day, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
