using Dashboard.Storage.Queries;

namespace Dashboard.Web.Reporting;

/// <summary>The last ninety days that can hold mail: up to the day of the last event, however long ago that was.</summary>
public sealed class RecentMail(CompletenessQuery completeness, WorkspaceZone zone, TimeProvider time)
{
    /// <summary>How many days, the last one included.</summary>
    public const int Days = 90;

    /// <summary>Their start and end, UTC: whole days of the workspace.</summary>
    public async Task<(DateTimeOffset From, DateTimeOffset To)> ReadAsync(CancellationToken cancellationToken)
    {
        var zoneInfo = TimeZoneInfo.FindSystemTimeZoneById(await zone.ReadAsync(cancellationToken));
        var known = await completeness.ReadAsync(cancellationToken);
        var now = time.GetUtcNow();
        var day = ZoneTime.DayOf(known.LastEventAt is { } last && last < now ? last : now, zoneInfo);
        return (ZoneTime.StartOf(day.AddDays(1 - Days), zoneInfo), ZoneTime.StartOf(day.AddDays(1), zoneInfo));
    }
}
