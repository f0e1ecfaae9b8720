using Dashboard.Storage.Writing;

namespace Dashboard.Web.Reporting;

/// <summary>Hours and days of a zone's wall clock, as moments in UTC.</summary>
public static class ZoneTime
{
    /// <summary>The moment a day begins: midnight, or the first moment after it where the clocks skip it.</summary>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone) => At(day, 0, zone);

    /// <summary>The moment an hour of a day begins; 24 is the next day.</summary>
    public static DateTimeOffset At(DateOnly day, int hour, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddHours(hour);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    public static DateOnly DayOf(DateTimeOffset time, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);

    /// <summary>The start of the hour or day that holds a moment.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time, TimeZoneInfo zone, bool toDay)
    {
        var hours = new WorkspaceHours(zone.Id);
        return new DateTimeOffset(toDay ? hours.DayOf(time.UtcDateTime) : hours.HourOf(time.UtcDateTime), TimeSpan.Zero);
    }

    /// <summary>The moment itself where an hour or day begins, else the start of the next.</summary>
    public static DateTimeOffset Ceiling(DateTimeOffset time, TimeZoneInfo zone, bool toDay)
    {
        var floor = Floor(time, zone, toDay);
        return floor == time ? floor : Next(floor, zone, toDay);
    }

    /// <summary>The start of the next hour or day.</summary>
    public static DateTimeOffset Next(DateTimeOffset start, TimeZoneInfo zone, bool toDay) =>
        // No day is longer than 25 hours or shorter than 23.
        toDay ? Floor(start.AddHours(30), zone, true) : start.AddHours(1);
}
