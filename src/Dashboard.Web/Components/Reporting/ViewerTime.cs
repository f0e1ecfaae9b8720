using System.Globalization;

namespace Dashboard.Web.Components.Reporting;

/// <summary>Writes times for people, in the zone they read times in. ISO order: it sorts, and no one mistakes day and month.</summary>
public static class ViewerTime
{
    /// <summary><c>2026-09-11 14:05</c>.</summary>
    public static string ToMinute(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>2026-09-11 14:05:31 +02:00</c>.</summary>
    public static string ToSecond(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
