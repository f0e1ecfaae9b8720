using Bunit;
using Dashboard.Core.Metrics;
using Dashboard.Web.Components.Reporting;

namespace Dashboard.Web.Tests.Components;

public sealed class RateTileTests : ComponentContext
{
    [Fact]
    public void Shows_the_rate_its_counts_and_the_change_against_the_period_before()
    {
        var tile = Render<RateTile>(p => p
            .Add(t => t.Title, RateDefinitions.Acceptance.Title).Add(t => t.Meaning, RateDefinitions.Acceptance.Meaning).Add(t => t.Definition, RateDefinitions.Acceptance.Id).Add(t => t.HigherIsBetter, RateDefinitions.Acceptance.HigherIsBetter)
            .Add(t => t.Rate, ObservedRate.Of(new Rate(9800, 10_000)))
            .Add(t => t.Before, ObservedRate.Of(new Rate(9900, 10_000)))
            .Add(t => t.IsCompared, true)
            .Add(t => t.Href, "/attempts")
            .Add(t => t.Trend, [0.99, null, 0.97]));

        Assert.Equal("98.0\u00a0%", tile.Find("a.tile-value[href='/attempts']").TextContent);
        Assert.Equal("9,800 of 10,000", tile.Find(".tile-counts").TextContent);
        Assert.Equal("−1.0\u00a0pp", tile.Find(".delta-bad").TextContent);
        Assert.NotEmpty(tile.FindAll("svg.sparkline"));
    }

    [Fact]
    public void Nothing_counted_is_no_data_never_zero_percent()
    {
        var tile = Render<RateTile>(p => p
            .Add(t => t.Title, RateDefinitions.HardBounce.Title).Add(t => t.Meaning, RateDefinitions.HardBounce.Meaning).Add(t => t.Definition, RateDefinitions.HardBounce.Id).Add(t => t.HigherIsBetter, RateDefinitions.HardBounce.HigherIsBetter).Add(t => t.Rate, ObservedRate.Of(new Rate(0, 0))).Add(t => t.IsCompared, true).Add(t => t.Href, "/replies"));

        Assert.Equal("–", tile.Find(".tile-value").TextContent);
        Assert.Equal("no data", tile.Find(".tile-counts").TextContent);
        Assert.Empty(tile.FindAll("a.tile-value"));
        Assert.Empty(tile.FindAll(".delta"));
    }

    [Fact]
    public void The_meaning_is_there_for_those_who_do_not_hover() =>
        Assert.Contains(
            RateDefinitions.Block.Meaning,
            Render<RateTile>(p => p.Add(t => t.Title, RateDefinitions.Block.Title).Add(t => t.Meaning, RateDefinitions.Block.Meaning).Add(t => t.Definition, RateDefinitions.Block.Id).Add(t => t.HigherIsBetter, RateDefinitions.Block.HigherIsBetter).Add(t => t.Rate, ObservedRate.Of(new Rate(1, 2)))).Find(".tile-define").GetAttribute("aria-label"));

    [Fact]
    public void What_the_logs_cannot_show_is_said_with_what_to_change()
    {
        var tile = Render<RateTile>(p => p
            .Add(t => t.Title, "Deferral rate").Add(t => t.Meaning, "m").Add(t => t.Definition, "deferral").Add(t => t.HigherIsBetter, false)
            .Add(t => t.Rate, new ObservedRate(default, 0, [new(SourceCapability.Deferrals, [new("mta", "powermta")])]))
            .Add(t => t.IsCompared, true).Add(t => t.Href, "/replies").Add(t => t.Trend, [null, null]));

        Assert.Equal("not in this log", tile.Find(".tile-missing").TextContent);
        Assert.Equal("The logs of “mta” hold no deferrals.", tile.Find(".tile-counts").TextContent);
        Assert.Equal("Add “t” to the records line of the acct-file block, like “records d,b,t”.", tile.Find(".tile-before").TextContent);
        Assert.Empty(tile.FindAll("a.tile-value, .delta, svg.sparkline"));
    }
}
