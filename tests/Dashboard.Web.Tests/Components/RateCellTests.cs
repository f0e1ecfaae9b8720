using Bunit;
using Dashboard.Core.Metrics;
using Dashboard.Web.Components.Reporting;

namespace Dashboard.Web.Tests.Components;

public sealed class RateCellTests : ComponentContext
{
    [Fact]
    public void Nothing_counted_is_a_dash_without_counts_or_link()
    {
        var cell = Render<RateCell>(p => p.Add(c => c.Rate, new Rate(0, 0)).Add(c => c.Href, "/replies"));

        Assert.Equal("–", cell.Find(".rate").TextContent);
        Assert.Empty(cell.FindAll(".rate-counts"));
        Assert.Empty(cell.FindAll("a"));
    }

    [Fact]
    public void A_rate_stands_with_both_counts_and_leads_to_its_rows()
    {
        var cell = Render<RateCell>(p => p.Add(c => c.Rate, new Rate(1286, 90_318)).Add(c => c.Href, "/replies"));

        Assert.Equal("1.4\u00a0%", cell.Find("a[href='/replies']").TextContent);
        Assert.Equal("1,286 of 90,318", cell.Find(".rate-counts").TextContent);
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void Fewer_than_twenty_counted_are_grey(long denominator, bool expected) =>
        Assert.Equal(expected, Render<RateCell>(p => p.Add(c => c.Rate, new Rate(1, denominator))).FindAll(".rate-few").Count == 1);

    [Theory]
    [InlineData(false, 90, "delta-bad")]
    [InlineData(true, 90, "delta-good")]
    [InlineData(false, 10, "delta-good")]
    [InlineData(false, 58, "delta-neutral")]
    public void A_change_beyond_chance_is_good_or_bad_by_the_direction_of_its_rate(bool higherIsBetter, long now, string expected)
    {
        var cell = Render<RateCell>(p => p
            .Add(c => c.Rate, new Rate(now, 100)).Add(c => c.Before, new Rate(50, 100)).Add(c => c.HigherIsBetter, higherIsBetter));

        Assert.Contains(expected, cell.Find(".delta").ClassList);
    }

    [Fact]
    public void A_change_of_very_few_has_no_colour()
    {
        var cell = Render<RateCell>(p => p.Add(c => c.Rate, new Rate(3, 4)).Add(c => c.Before, new Rate(1, 100)));

        Assert.Contains("delta-neutral", cell.Find(".delta").ClassList);
    }
}
