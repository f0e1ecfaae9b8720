using Dashboard.Core.Metrics;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 %")]
    [InlineData(1.0, "100 %")]
    [InlineData(0.00001, "< 0.01 %")]
    [InlineData(0.99999, "> 99.99 %")]
    [InlineData(0.0042, "0.42 %")]
    [InlineData(0.9987, "99.87 %")]
    [InlineData(0.0142, "1.4 %")]
    [InlineData(0.65, "65.0 %")]
    public void Percentages_have_more_digits_near_their_ends(double? share, string expected) => Assert.Equal(expected, Plain(Figures.Percent(share)));

    [Theory]
    [InlineData(0.02, 0.01, "+1.0 pp")]
    [InlineData(0.01, 0.0142, "−0.42 pp")]
    [InlineData(0.01, 0.01, "±0.00 pp")]
    [InlineData(0.01, null, null)]
    [InlineData(null, 0.01, null)]
    public void Differences_are_signed_percentage_points(double? now, double? before, string? expected) =>
        Assert.Equal(expected, Figures.Points(now, before) is { } text ? Plain(text) : null);

    [Theory]
    [InlineData(0.02, 0.01, "+1.0 pp")]
    [InlineData(0.01, 0.01, "no change")]
    [InlineData(0.0, 0.0, "no change")]
    [InlineData(0.01, 0.010_000_1, "less than 0.01 pp")]
    [InlineData(0.01, null, null)]
    public void A_share_that_stays_is_said_to_stay(double now, double? before, string? expected) =>
        Assert.Equal(expected, Figures.Moved(now, before) is { } text ? Plain(text) : null);

    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(59.6, "1 min")]
    [InlineData(200.0, "3 min 20 s")]
    [InlineData(7500.0, "2 h 5 min")]
    [InlineData(97_200.0, "1 d 3 h")]
    public void Durations_name_their_two_largest_units(double? seconds, string expected) => Assert.Equal(expected, Plain(Figures.Duration(seconds)));

    [Fact]
    public void Rates_stand_with_both_counts() => Assert.Equal("1,286 of 90,318", Figures.Of(new Rate(1286, 90_318)));

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}
