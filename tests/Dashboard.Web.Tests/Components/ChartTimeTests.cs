using Dashboard.Web.Components.Reporting;

namespace Dashboard.Web.Tests.Components;

public sealed class ChartTimeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void The_wall_clock_of_the_zone_is_written() =>
        Assert.Equal("2026-09-11T16:00:00Z", ChartTime.Of(new DateTimeOffset(2026, 9, 11, 14, 0, 0, TimeSpan.Zero), Berlin));

    [Fact]
    public void A_clicked_time_leads_back_to_its_moment() =>
        Assert.Equal(
            new DateTimeOffset(2026, 9, 11, 14, 0, 0, TimeSpan.Zero),
            ChartTime.ToMoment(new DateTime(2026, 9, 11, 16, 0, 0, DateTimeKind.Unspecified), Berlin));

    [Fact]
    public void The_doubled_hour_of_autumn_means_its_first_pass() =>
        Assert.Equal(
            new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero),
            ChartTime.ToMoment(new DateTime(2026, 10, 25, 2, 30, 0, DateTimeKind.Unspecified), Berlin));

    [Fact]
    public void The_skipped_hour_of_spring_means_the_next() =>
        Assert.Equal(
            new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero),
            ChartTime.ToMoment(new DateTime(2026, 3, 29, 2, 30, 0, DateTimeKind.Unspecified), Berlin));
}
