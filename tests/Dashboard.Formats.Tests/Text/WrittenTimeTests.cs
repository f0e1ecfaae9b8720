using System.Globalization;
using System.Text;
using Dashboard.Formats.Delimited;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Tests.Text;

public class WrittenTimeTests
{
    [Theory]
    [InlineData("2026-01-05 22:00:13", "2026-01-05T22:00:13")]
    [InlineData("2026-01-05T22:00:13Z", "2026-01-05T22:00:13")]
    [InlineData("2026-01-05T22:00:13.1234567+02:00", "2026-01-05T20:00:13.123456")]
    [InlineData("2026-01-05 22:00:13,5 -0530", "2026-01-06T03:30:13.5")]
    [InlineData("2026-01-05 22:00:13 UTC", "2026-01-05T22:00:13")]
    [InlineData("2026-01-05 10:00 PM", "2026-01-05T22:00:00")]
    [InlineData("2026-01-05 12:05 a.m.", "2026-01-05T00:05:00")]
    [InlineData("2026/01/05 22:00", "2026-01-05T22:00:00")]
    [InlineData("05.01.2026 22:00:13", "2026-01-05T22:00:13")]
    [InlineData("5.1.26 22:00", "2026-01-05T22:00:00")]
    [InlineData("05/01/2026 22:00", "2026-01-05T22:00:00")]
    [InlineData("05-01-2026 22:00", "2026-01-05T22:00:00")]
    [InlineData("Mon, 05 Jan 2026 22:00:13 +0100", "2026-01-05T21:00:13")]
    [InlineData("Mon, 5 Jan 2026 22:00:13 -0500 (EST)", "2026-01-06T03:00:13")]
    [InlineData("5 Jan 2026 22:00:13 GMT", "2026-01-05T22:00:13")]
    [InlineData("Jan 5, 2026, 10:00 PM", "2026-01-05T22:00:00")]
    [InlineData("January 5th, 2026 at 10:00 pm", "2026-01-05T22:00:00")]
    [InlineData("05-Jan-2026 22:00:13", "2026-01-05T22:00:13")]
    [InlineData("05-JAN-26 22:00:13", "2026-01-05T22:00:13")]
    [InlineData("5. Januar 2026 22:00 Uhr", "2026-01-05T22:00:00")]
    [InlineData("5. März 2026, 22:00", "2026-03-05T22:00:00")]
    [InlineData("5 févr. 2026 à 22h00", "2026-02-05T22:00:00")]
    [InlineData("mar. 5 août 2026 22:00", "2026-08-05T22:00:00")]
    [InlineData("5 de enero de 2026 22:00", "2026-01-05T22:00:00")]
    [InlineData("5 luglio 2026 22.00.13", "2026-07-05T22:00:13")]
    [InlineData("5 juin 2026 22:00", "2026-06-05T22:00:00")]
    [InlineData("5 out 2026 22:00", "2026-10-05T22:00:00")]
    [InlineData("5 mei 2026 22:00", "2026-05-05T22:00:00")]
    [InlineData("1767650413", "2026-01-05T22:00:13")]
    [InlineData("1767650413.25", "2026-01-05T22:00:13.25")]
    [InlineData("1767650413250", "2026-01-05T22:00:13.25")]
    [InlineData("1767650413250000", "2026-01-05T22:00:13.25")]
    [InlineData("1767650413250000000", "2026-01-05T22:00:13.25")]
    [InlineData("20260105220013", "2026-01-05T22:00:13")]
    [InlineData("20260105", "2026-01-05T00:00:00")]
    [InlineData("45678.5", "2025-01-21T12:00:00")]
    [InlineData("45678,916817", "2025-01-21T22:00:12.989")]
    [InlineData("2026-01-05", "2026-01-05T00:00:00")]
    public void Forms_of_exports_are_read(string text, string expected)
    {
        Assert.True(WrittenTimeParser.TryRead(Encoding.UTF8.GetBytes(text), out var time));
        Assert.True(time.TryResolve(DateOrder.Dmy, LocalClock.Utc, out var utc));
        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal), utc);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-13-05 22:00")]
    [InlineData("2026-02-30 22:00")]
    [InlineData("2026-01-05 25:00")]
    [InlineData("2026-01-05 22:60")]
    [InlineData("31/04/2026")]
    [InlineData("05/13/2026")]
    [InlineData("Jan 2026")]
    [InlineData("Jan 5 22:00:13")]
    [InlineData("1999-01-05 13:00 PM")]
    [InlineData("1970-01-01 00:00")]
    [InlineData("0")]
    [InlineData("550")]
    [InlineData("1.7E+12")]
    [InlineData("2026-01-05 22:00:13 IST")]
    [InlineData("192.0.2.1")]
    [InlineData("2026-01-05 22:00:13 and more")]
    public void What_is_no_time_is_not_made_one(string text) =>
        Assert.False(WrittenTimeParser.TryRead(Encoding.UTF8.GetBytes(text), out var time) && time.TryResolve(DateOrder.Dmy, LocalClock.Utc, out _));

    [Theory]
    [InlineData("22.00.13", "22:00:13")]
    [InlineData("9.05", "09:05:00")]
    [InlineData("10:05:13 PM", "22:05:13")]
    [InlineData("22h05", "22:05:00")]
    [InlineData("24.00", null)]
    [InlineData("05.01.2026", null)]
    public void A_time_of_day_in_its_own_column_may_have_points(string text, string? expected)
    {
        var isClock = WrittenTimeParser.TryReadClock(Encoding.UTF8.GetBytes(text), out var time);

        Assert.Equal(expected, isClock ? new TimeOnly(time.Hour, time.Minute, time.Second60).ToString("HH:mm:ss", CultureInfo.InvariantCulture) : null);
    }

    [Theory]
    [InlineData(DateOrder.Dmy, "2026-02-01")]
    [InlineData(DateOrder.Mdy, "2026-01-02")]
    [InlineData(null, null)]
    public void Day_and_month_are_told_apart_by_the_mapping_alone(DateOrder? order, string? expected)
    {
        Assert.True(WrittenTimeParser.TryRead("01/02/2026"u8, out var time));
        Assert.True(time.NeedsOrder);
        var isKnown = time.TryResolve(order, LocalClock.Utc, out var utc);
        Assert.Equal(expected, isKnown ? utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null);
    }

    [Theory]
    [InlineData("2026-01-05 12:00", "2026-01-05T11:00")]
    [InlineData("2026-07-05 12:00", "2026-07-05T10:00")]
    // The clock showed 02:30 twice on 25 October: the first is summer time.
    [InlineData("2026-10-25 02:30", "2026-10-25T00:30")]
    [InlineData("2026-10-25 03:00", "2026-10-25T02:00")]
    // It never showed 02:30 on 29 March.
    [InlineData("2026-03-29 02:30", "2026-03-29T01:30")]
    [InlineData("2026-03-29 03:00", "2026-03-29T01:00")]
    public void Local_times_follow_the_clock_of_their_zone(string text, string expected)
    {
        var clock = new LocalClock(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

        Assert.True(WrittenTimeParser.TryRead(Encoding.UTF8.GetBytes(text), out var time));
        Assert.True(time.TryResolve(null, clock, out var utc));
        Assert.Equal(expected, utc.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
    }
}
