using Bunit;
using Dashboard.Core.Metrics;
using Dashboard.Web.Components.Reporting;

namespace Dashboard.Web.Tests.Components;

public sealed class RateCellTests : ComponentContext
{
    [Fact]
    public void Nothing_counted_is_a_dash_without_counts_or_link()
    {
        var cell = Render<RateCell>(p => p.Add(c => c.Rate, ObservedRate.Of(new Rate(0, 0))).Add(c => c.Href, "/replies"));

        Assert.Equal("–", cell.Find(".rate").TextContent);
        Assert.Empty(cell.FindAll(".rate-counts"));
        Assert.Empty(cell.FindAll("a"));
    }

    [Fact]
    public void A_rate_stands_with_both_counts_and_leads_to_its_rows()
    {
        var cell = Render<RateCell>(p => p.Add(c => c.Rate, ObservedRate.Of(new Rate(1286, 90_318))).Add(c => c.Href, "/replies"));

        Assert.Equal("1.4\u00a0%", cell.Find("a[href='/replies']").TextContent);
        Assert.Equal("1,286 of 90,318", cell.Find(".rate-counts").TextContent);
    }

    [Theory]
    [InlineData(19, true)]
    [InlineData(20, false)]
    public void Fewer_than_twenty_counted_are_grey(long denominator, bool expected) =>
        Assert.Equal(expected, Render<RateCell>(p => p.Add(c => c.Rate, ObservedRate.Of(new Rate(1, denominator)))).FindAll(".rate-few").Count == 1);

    [Theory]
    [InlineData(false, 90, "delta-bad")]
    [InlineData(true, 90, "delta-good")]
    [InlineData(false, 10, "delta-good")]
    [InlineData(false, 58, "delta-neutral")]
    public void A_change_beyond_chance_is_good_or_bad_by_the_direction_of_its_rate(bool higherIsBetter, long now, string expected)
    {
        var cell = Render<RateCell>(p => p
            .Add(c => c.Rate, ObservedRate.Of(new Rate(now, 100))).Add(c => c.Before, ObservedRate.Of(new Rate(50, 100))).Add(c => c.HigherIsBetter, higherIsBetter));

        Assert.Contains(expected, cell.Find(".delta").ClassList);
    }

    [Fact]
    public void A_change_of_very_few_has_no_colour()
    {
        var cell = Render<RateCell>(p => p.Add(c => c.Rate, ObservedRate.Of(new Rate(3, 4))).Add(c => c.Before, ObservedRate.Of(new Rate(1, 100))));

        Assert.Contains("delta-neutral", cell.Find(".delta").ClassList);
    }

    [Fact]
    public void What_the_logs_cannot_show_is_said_with_the_reason_and_what_to_change_and_never_as_zero()
    {
        var hidden = new ObservedRate(new Rate(0, 0), 0, [new(SourceCapability.Deferrals, [new("mta <1>", "powermta")])]);

        var cell = Render<RateCell>(p => p.Add(c => c.Rate, hidden).Add(c => c.Href, "/replies"));

        Assert.Equal("not in this log", cell.Find(".rate-none").TextContent);
        Assert.Equal(
            "The logs of “mta <1>” hold no deferrals. Add “t” to the records line of the acct-file block, like “records d,b,t”.",
            cell.Find(".rate-none").GetAttribute("title"));
        Assert.Empty(cell.FindAll("a"));
        Assert.DoesNotContain("0", cell.Find(".rate-none").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rate_over_part_of_the_mail_says_how_much_and_why()
    {
        var part = new ObservedRate(new Rate(30, 620), 0.62, [new(SourceCapability.Deferrals, [new("ESP export", "csv"), new("other", "csv")])]);

        var cell = Render<RateCell>(p => p.Add(c => c.Rate, part));

        Assert.Equal("4.8\u00a0%", cell.Find(".rate").TextContent);
        Assert.Equal("62\u00a0% of the mail", cell.Find(".rate-part").TextContent);
        Assert.Equal("covers 62\u00a0% of the mail: the logs of “ESP export” and “other” hold no deferrals", cell.Find(".rate-part").GetAttribute("title"));
    }

    [Fact]
    public void A_number_for_each_of_another_is_no_percentage() =>
        Assert.Equal("1.35", Render<RateCell>(p => p.Add(c => c.Rate, ObservedRate.Of(new Rate(135, 100))).Add(c => c.IsRatio, true)).Find(".rate").TextContent);
}
