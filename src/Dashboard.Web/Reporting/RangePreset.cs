namespace Dashboard.Web.Reporting;

/// <summary>A range that is chosen by name.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Range">The range, given the time and the workspace's zone.</param>
public sealed record RangePreset(string Title, Func<DateTimeOffset, TimeZoneInfo, (DateTimeOffset From, DateTimeOffset To)> Range)
{
    public static IReadOnlyList<RangePreset> All { get; } =
    [
        new("Today", (now, zone) => Days(now, zone, 0, 1)),
        new("Yesterday", (now, zone) => Days(now, zone, -1, 1)),
        new("Last 24 hours", Last24Hours),
        new("Last 7 days", (now, zone) => Days(now, zone, -6, 7)),
        new("Last 14 days", (now, zone) => Days(now, zone, -13, 14)),
        new("Last 30 days", (now, zone) => Days(now, zone, -29, 30)),
        new("This month", ThisMonth),
    ];

    private static (DateTimeOffset From, DateTimeOffset To) Days(DateTimeOffset now, TimeZoneInfo zone, int first, int count)
    {
        var day = ZoneTime.DayOf(now, zone).AddDays(first);
        return (ZoneTime.StartOf(day, zone), ZoneTime.StartOf(day.AddDays(count), zone));
    }

    private static (DateTimeOffset From, DateTimeOffset To) Last24Hours(DateTimeOffset now, TimeZoneInfo zone)
    {
        var end = ZoneTime.Ceiling(now, zone, toDay: false);
        return (end.AddHours(-24), end);
    }

    private static (DateTimeOffset From, DateTimeOffset To) ThisMonth(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = ZoneTime.DayOf(now, zone);
        var first = new DateOnly(today.Year, today.Month, 1);
        return (ZoneTime.StartOf(first, zone), ZoneTime.StartOf(first.AddMonths(1), zone));
    }
}
