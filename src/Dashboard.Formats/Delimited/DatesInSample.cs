using System.Text;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>What the dates of a column tell about their order and their zone.</summary>
/// <param name="NeedsOrder">Some dates are numbers whose order is not certain.</param>
/// <param name="Order">The order, where any number above 12 or the form tells; null: it could be either.</param>
/// <param name="Example">A date that could be read in two ways; null when there is none.</param>
/// <param name="Numbers">Its first two numbers.</param>
/// <param name="NameZone">All times name their zone.</param>
/// <param name="HaveClock">Some have a time of day.</param>
internal sealed record DatesInSample(bool NeedsOrder, DateOrder? Order, string? Example, (int First, int Second) Numbers, bool NameZone, bool HaveClock)
{
    public static DatesInSample Look(DelimitedSample sample, IEnumerable<string> columns)
    {
        var (dayFirst, monthFirst, yearFirst, points, read, zoned, clocks) = (0, 0, 0, 0, 0, 0, 0);
        string? example = null;
        var numbers = (First: 0, Second: 0);
        foreach (var place in columns.Select(sample.Layout.PlaceOf).Where(place => place >= 0))
        {
            foreach (var row in sample.Rows)
            {
                if (!WrittenTimeParser.TryRead(Encoding.UTF8.GetBytes(row.Cells[place]), out var time) || !time.HasDate)
                {
                    continue;
                }
                read++;
                zoned += time.NamesZone ? 1 : 0;
                clocks += time.HasClock ? 1 : 0;
                points += time.HasPoints ? 1 : 0;
                if (!time.NeedsOrder)
                {
                    continue;
                }
                dayFirst += time is { First: > 12 and <= 31, Second: <= 12 } ? 1 : 0;
                monthFirst += time is { Second: > 12 and <= 31, First: <= 12 } ? 1 : 0;
                yearFirst += time is { First: > 31 } ? 1 : 0;
                if (example is null && time is { First: <= 12, Second: <= 12 } && time.First != time.Second)
                {
                    (example, numbers) = (row.Cells[place], (time.First, time.Second));
                }
            }
        }
        var needs = dayFirst + monthFirst + yearFirst > 0 || example is not null;
        DateOrder? order = (dayFirst > 0, monthFirst > 0, yearFirst > 0) switch
        {
            (true, false, false) => Delimited.DateOrder.Dmy,
            (false, true, false) => Delimited.DateOrder.Mdy,
            (false, false, true) => Delimited.DateOrder.Ymd,
            _ when !needs => points > 0 ? Delimited.DateOrder.Dmy : Delimited.DateOrder.Ymd,
            _ => null,
        };
        return new DatesInSample(needs, order, example, numbers, read > 0 && zoned == read, clocks > 0);
    }

    /// <summary>True when the order contradicts a number above 12 somewhere in the column.</summary>
    public bool Contradicts(DateOrder? chosen) => NeedsOrder && Order is { } seen && chosen is { } order && seen != order;
}
