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
        var lastDay = ZoneTime.DayOf(newest, zoneInfo);
        return (ZoneTime.StartOf(lastDay.AddDays(1 - Days), zoneInfo), ZoneTime.StartOf(lastDay.AddDays(1), zoneInfo));
    }

    /// <summary>What an address asks for.</summary>
    /// <param name="address">Absolute, or from the root of the site.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ReportState> StateAsync(string address, CancellationToken cancellationToken) =>
        ReportState.Read(DashboardUrls.WordsOf(address), await ZoneAsync(cancellationToken), await RangeAsync(cancellationToken));
}
