using Dashboard.Core.Reporting;
using Dashboard.Storage.Writing;

namespace Dashboard.Storage.Queries;

/// <summary>Which ranges and intervals the cells can answer exactly.</summary>
internal static class RangeRules
{
    /// <summary>Refuses a range that would cut a cell.</summary>
    /// <exception cref="ReportRefusedException">The range or the interval is finer than the cells.</exception>
    public static void Check(ReportFilter filter, Interval interval, CellSource source, WorkspaceHours hours)
    {
        var (from, to) = (filter.From.UtcDateTime, filter.To.UtcDateTime);
        if (to <= from)
        {
            throw new ReportRefusedException("to", "“to” must be later than “from”.");
        }

        if (source.IsDaily && interval == Interval.Hour)
        {
            throw new ReportRefusedException(
                "interval", "Recipient domains together with campaign, pool, IP or another sender-side dimension are kept per day: use interval=day.");
        }

        if (source.IsDaily && (hours.DayOf(from) != from || hours.DayOf(to) != to))
        {
            throw new ReportRefusedException(
                "from", "Recipient domains together with campaign, pool, IP or another sender-side dimension are kept per day: “from” and “to” must be midnight in the workspace’s time zone.");
        }

        if (hours.HourOf(from) != from || hours.HourOf(to) != to)
        {
            throw new ReportRefusedException("from", "“from” and “to” must be whole hours in the workspace’s time zone.");
        }
    }
}
