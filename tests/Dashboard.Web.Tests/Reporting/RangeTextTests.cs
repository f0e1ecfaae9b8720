using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class RangeTextTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-09-10T22:00Z", "2026-09-11T22:00Z", "11 Sep 2026")]
    [InlineData("2026-09-06T22:00Z", "2026-09-20T22:00Z", "7 – 20 Sep 2026")]
    [InlineData("2026-08-30T22:00Z", "2026-09-20T22:00Z", "31 Aug – 20 Sep 2026")]
    [InlineData("2026-09-11T07:00Z", "2026-09-11T11:00Z", "11 Sep 2026, 09:00 – 13:00")]
    [InlineData("2026-09-11T07:00Z", "2026-09-11T22:00Z", "11 Sep 2026, 09:00 – 24:00")]
    [InlineData("2026-09-11T07:00Z", "2026-09-12T11:00Z", "11 Sep 2026 09:00 – 12 Sep 2026 13:00")]
    public void A_range_names_its_last_day_not_the_one_after(string from, string to, string expected) =>
        Assert.Equal(expected, RangeText.Of(DateTimeOffset.Parse(from, null), DateTimeOffset.Parse(to, null), Berlin));

    [Fact]
    public void The_day_the_clocks_go_back_is_one_day_of_25_hours()
    {
        var day = new DateOnly(2026, 10, 25);
        var from = ZoneTime.StartOf(day, Berlin);
        var to = ZoneTime.Next(from, Berlin, toDay: true);

        Assert.Equal(25, (to - from).TotalHours);
        Assert.Equal("25 Oct 2026", RangeText.Of(from, to, Berlin));
    }
}
