using Dashboard.Core.Reporting;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class TimeStepsTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData(4, false, Interval.Hour)]
    [InlineData(4, true, Interval.Day)]
    [InlineData(5, false, Interval.Day)]
    [InlineData(365, false, Interval.Week)]
    [InlineData(2000, false, Interval.Month)]
    public void Long_ranges_are_split_coarsely(int days, bool isKeptPerDay, Interval expected) =>
        Assert.Equal(expected, TimeSteps.IntervalOf(Days(new DateOnly(2026, 1, 1), days), isKeptPerDay));

    [Fact]
    public void Days_begin_at_midnight_also_after_the_clocks_changed()
    {
        var steps = TimeSteps.Of(Days(new DateOnly(2026, 10, 24), 3), Interval.Day, Berlin);

        Assert.Equal(
            [new(2026, 10, 23, 22, 0, 0, TimeSpan.Zero), new(2026, 10, 24, 22, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 10, 25, 23, 0, 0, TimeSpan.Zero)],
            steps);
    }

    [Fact]
    public void A_week_begins_on_Monday_even_before_the_range() =>
        Assert.Equal(
            ZoneTime.StartOf(new DateOnly(2026, 9, 7), Berlin), TimeSteps.Of(Days(new DateOnly(2026, 9, 11), 10), Interval.Week, Berlin)[0]);

    [Fact]
    public void The_period_before_whole_days_is_as_many_whole_days()
    {
        // Two days, of which the first has 25 hours; the two before have 24 each.
        var state = new ReportState(Days(new DateOnly(2026, 10, 25), 2), Berlin);

        Assert.Equal(ZoneTime.StartOf(new DateOnly(2026, 10, 23), Berlin), state.PreviousFilter.From);
        Assert.Equal(state.Filter.From, state.PreviousFilter.To);
    }

    private static ReportFilter Days(DateOnly first, int count) => new(ZoneTime.StartOf(first, Berlin), ZoneTime.StartOf(first.AddDays(count), Berlin), []);
}
