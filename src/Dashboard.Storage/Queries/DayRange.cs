using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>The whole days of a range on the workspace's clock.</summary>
internal sealed class DayRange
{
    // More than a day of 25 hours, less than two of 23.
    private static readonly TimeSpan IntoNextDay = TimeSpan.FromHours(26);

    private readonly DateTime _first;
    private readonly DateTime _end;

    private DayRange(DateTime first, DateTime end, bool isOfDays)
    {
        _first = first;
        _end = end;
        IsOfDays = isOfDays;
    }

    /// <summary>True when there is one at least.</summary>
    public bool HasDays => _first < _end;

    /// <summary>True when the range is made of whole days.</summary>
    public bool IsOfDays { get; }

    /// <summary>The days of a filter's range; none where the report is split by hour.</summary>
    public static DayRange Of(ReportFilter filter, Interval interval, WorkspaceHours hours)
    {
        var (from, to) = (filter.From.UtcDateTime, filter.To.UtcDateTime);
        if (interval == Interval.Hour)
        {
            return new DayRange(from, from, false);
        }

        var first = hours.DayOf(from) == from ? from : hours.DayOf(hours.DayOf(from) + IntoNextDay);
        var end = hours.DayOf(to);
        return new DayRange(first, end, first == from && end == to);
    }

    /// <summary>Adds <c>@first_day</c> and <c>@end_day</c>, where the range has ends that are no whole days.</summary>
    public void AddTo(NpgsqlParameterCollection parameters)
    {
        if (HasDays && !IsOfDays)
        {
            parameters.AddWithValue("first_day", NpgsqlDbType.TimestampTz, _first);
            parameters.AddWithValue("end_day", NpgsqlDbType.TimestampTz, _end);
        }
    }
}
