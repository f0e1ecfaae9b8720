using Dashboard.Core.Reporting;

namespace Dashboard.Web.Reporting;

/// <summary>The equal steps into which a series splits a range, on the workspace's clock.</summary>
public static class TimeSteps
{
    private const int MostSteps = 1000;

    /// <summary>The interval at which a range still reads well as a chart: hours up to four days, then days, weeks, months.</summary>
    /// <param name="filter">The range.</param>
    /// <param name="isKeptPerDay">True where hours are not known.</param>
    public static Interval IntervalOf(ReportFilter filter, bool isKeptPerDay) => (filter.To - filter.From).TotalDays switch
    {
        <= 4.05 when !isKeptPerDay => Interval.Hour,
        <= 100 => Interval.Day,
        <= 800 => Interval.Week,
        _ => Interval.Month,
    };

    /// <summary>The start of every step that overlaps the range; the first may begin before it.</summary>
    public static IReadOnlyList<DateTimeOffset> Of(ReportFilter filter, Interval interval, TimeZoneInfo zone)
    {
        var steps = new List<DateTimeOffset>();
        for (var at = StartOf(filter.From, interval, zone); at < filter.To && steps.Count < MostSteps; at = Next(at, interval, zone))
        {
            steps.Add(at);
        }

        return steps;
    }

    /// <summary>The start of the step that holds a moment.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset time, Interval interval, TimeZoneInfo zone)
    {
        var day = ZoneTime.DayOf(time, zone);
        return interval switch
        {
            Interval.Hour => ZoneTime.Floor(time, zone, toDay: false),
            Interval.Day => ZoneTime.StartOf(day, zone),
            Interval.Week => ZoneTime.StartOf(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)), zone),
            Interval.Month => ZoneTime.StartOf(new DateOnly(day.Year, day.Month, 1), zone),
            _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "A series needs an interval."),
        };
    }

    /// <summary>The start of the step after the one that begins at a moment.</summary>
    public static DateTimeOffset Next(DateTimeOffset start, Interval interval, TimeZoneInfo zone)
    {
        var day = ZoneTime.DayOf(start, zone);
        return interval switch
        {
            Interval.Hour => start.AddHours(1),
            Interval.Day => ZoneTime.StartOf(day.AddDays(1), zone),
            Interval.Week => ZoneTime.StartOf(day.AddDays(7), zone),
            Interval.Month => ZoneTime.StartOf(day.AddMonths(1), zone),
            _ => throw new ArgumentOutOfRangeException(nameof(interval), interval, "A series needs an interval."),
        };
    }

    /// <summary>“hour”, “day”, “week”, “month”.</summary>
    public static string Word(Interval interval) => interval.ToString().ToLowerInvariant();
}
