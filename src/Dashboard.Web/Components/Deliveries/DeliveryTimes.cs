using System.Globalization;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Components.Deliveries;

/// <summary>Times of single events, to the second, in the reader's zone.</summary>
public static class DeliveryTimes
{
    /// <summary><c>11 Sep 2026</c>.</summary>
    public static string Day(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>09:04:12</c>.</summary>
    public static string Clock(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>11 Sep 2026 09:04:12</c>.</summary>
    public static string Moment(DateTimeOffset time, TimeZoneInfo zone) => $"{Day(time, zone)} {Clock(time, zone)}";

    /// <summary>For a tooltip: the moment with its offset, <c>2026-09-11 09:04:12 +02:00</c>.</summary>
    public static string Exact(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>The time since the event before, as said between two events: <c>5 min 2 s later</c>.</summary>
    public static string Gap(TimeSpan gap) =>
        gap < TimeSpan.FromSeconds(1) ? "at the same moment" : $"{Figures.Duration(gap.TotalSeconds)} later";
}
