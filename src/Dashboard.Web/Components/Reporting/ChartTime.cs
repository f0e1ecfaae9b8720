using System.Globalization;

namespace Dashboard.Web.Components.Reporting;

/// <summary>
/// Times of a chart. The browser must not show hours in its own zone, so charts get the wall clock of the reports' zone, written as
/// if it were UTC. In the night the clocks go back, the doubled hour is one place on the axis.
/// </summary>
public static class ChartTime
{
    /// <summary>What to put into an option for a moment.</summary>
    public static string Of(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The moment behind a clicked time: the earlier one where the clock shows it twice, the next where it skips it.</summary>
    public static DateTimeOffset ToMoment(DateTime wallClock, TimeZoneInfo zone)
    {
        var wall = DateTime.SpecifyKind(wallClock, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wall))
        {
            wall = wall.AddHours(1);
        }

        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }
}
