using System.Globalization;

namespace Dashboard.Web.Reporting;

/// <summary>Writes ranges and times for people.</summary>
public static class RangeText
{
    /// <summary><c>7 – 20 Sep 2026</c>, <c>11 Sep 2026, 09:00 – 13:00</c>, <c>11 Sep 2026 09:00 – 12 Sep 2026 13:00</c>.</summary>
    public static string Of(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var (start, end) = (TimeZoneInfo.ConvertTime(from, zone), TimeZoneInfo.ConvertTime(to, zone));
        if (start.TimeOfDay == TimeSpan.Zero && end.TimeOfDay == TimeSpan.Zero)
        {
            return Days(start, end.AddDays(-1));
        }

        var endsAtMidnight = end.TimeOfDay == TimeSpan.Zero;
        var endDay = endsAtMidnight ? end.AddDays(-1) : end;
        var endTime = endsAtMidnight ? "24:00" : Time(end);
        return start.Date == endDay.Date
            ? $"{Day(start)}, {Time(start)} – {endTime}"
            : $"{Day(start)} {Time(start)} – {Day(endDay)} {endTime}";
    }

    /// <summary><c>On 11 Sep</c>, <c>On 11 Sep from 09:00 to 17:00</c>, <c>From 11 Sep 09:00 to 12 Sep 13:00</c>.</summary>
    public static string InSentence(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var (start, end) = (TimeZoneInfo.ConvertTime(from, zone), TimeZoneInfo.ConvertTime(to, zone));
        var endsAtMidnight = end.TimeOfDay == TimeSpan.Zero;
        var endDay = endsAtMidnight ? end.AddDays(-1) : end;
        var isWholeDays = start.TimeOfDay == TimeSpan.Zero && endsAtMidnight;
        var endTime = endsAtMidnight ? "24:00" : Time(end);
        return (isWholeDays, start.Date == endDay.Date) switch
        {
            (true, true) => $"On {Short(start)}",
            (true, false) => $"From {Short(start)} to {Short(endDay)}",
            (false, true) => $"On {Short(start)} from {Time(start)} to {endTime}",
            (false, false) => $"From {Short(start)} {Time(start)} to {Short(endDay)} {endTime}",
        };
    }

    /// <summary><c>11 Sep</c> or <c>11 Sep 09:00</c>: the start of a bucket.</summary>
    public static string Bucket(DateTimeOffset time, TimeZoneInfo zone, bool withHour) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString(withHour ? "d MMM HH:mm" : "d MMM", CultureInfo.InvariantCulture);

    /// <summary><c>11 Sep 2026 09:00</c>.</summary>
    public static string Moment(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        return $"{Day(local)} {Time(local)}";
    }

    /// <summary>A zone's name for people: <c>Etc/UTC</c> is UTC, <c>America/New_York</c> is America/New York.</summary>
    public static string Zone(string id) => id is "Etc/UTC" or "Etc/Universal" or "Etc/Zulu" ? "UTC" : id.Replace('_', ' ');

    /// <summary>The same.</summary>
    public static string Zone(TimeZoneInfo zone) => Zone(zone.Id);

    private static string Days(DateTimeOffset first, DateTimeOffset last) => (first.Year == last.Year, first.Month == last.Month, first.Day == last.Day) switch
    {
        (true, true, true) => Day(first),
        (true, true, false) => string.Create(CultureInfo.InvariantCulture, $"{first.Day} – {Day(last)}"),
        (true, false, _) => $"{first.ToString("d MMM", CultureInfo.InvariantCulture)} – {Day(last)}",
        _ => $"{Day(first)} – {Day(last)}",
    };

    private static string Day(DateTimeOffset time) => time.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private static string Short(DateTimeOffset time) => time.ToString("d MMM", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}
