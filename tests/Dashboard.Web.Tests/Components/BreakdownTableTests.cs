using Bunit;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Dashboard.Web.Tests.Components.Replies;

namespace Dashboard.Web.Tests.Components;

public sealed class BreakdownTableTests : ComponentContext
{
    private static readonly DateTimeOffset Start = new(2026, 9, 7, 0, 0, 0, TimeSpan.Zero);
    private static readonly ReportState State = new(new ReportFilter(Start, Start.AddDays(14), []), TimeZoneInfo.Utc);

    [Fact]
    public void A_campaigns_name_never_becomes_an_element()
    {
        var table = RenderRow(Hostile.Markup, Clock.Cohort);

        Assert.Empty(table.FindAll("img, script"));
        Assert.Equal(Hostile.Markup, table.Find("tbody td a").TextContent);
        Assert.DoesNotContain('<', table.Find("tbody td a").GetAttribute("href")!);
    }

    [Fact]
    public void A_campaign_without_name_is_said_to_have_none_and_has_a_page()
    {
        var link = RenderRow("", Clock.Cohort).Find("tbody td a");

        Assert.Equal("(no campaign)", link.TextContent);
        Assert.Equal("/campaigns/~", link.GetAttribute("href"));
    }

    [Fact]
    public void Each_rate_stands_with_its_counts_and_the_outcome_as_one_bar()
    {
        var table = RenderRow("spring", Clock.Cohort);

        Assert.Equal(["90 of 100", "0 of 100", "6 of 100", "0 of 100", "0 of 100"], table.FindAll(".rate-counts").Select(c => c.TextContent));
        Assert.Equal("Accepted 90.0\u00a0%, Waiting 4.0\u00a0%, Bad address 6.0\u00a0%", table.Find(".outcome-strip").GetAttribute("aria-label"));
    }

    [Fact]
    public void Waiting_is_shown_on_the_cohort_clock_only()
    {
        Assert.Contains("Waiting", RenderRow("spring", Clock.Cohort).Find("thead").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Waiting", RenderRow("spring", Clock.Event).Find("thead").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<BreakdownTable> RenderRow(string name, Clock clock)
    {
        var values = new long[MetricCounts.Length];
        values[(int)Count.Attempted] = 100;
        values[(int)Count.Accepted] = 90;
        values[(int)Count.Hard] = 6;
        var row = new BreakdownRow(name, new MetricCounts(values), null, null);
        var breakdown = new Breakdown(Dimension.Campaign, State, clock, BreakdownSort.Default, 1, [row], 1);
        return Render<BreakdownTable>(p => p
            .Add(t => t.Breakdown, breakdown)
            .Add(t => t.IsResult, true)
            .Add(t => t.Link, key => DashboardUrls.Campaign(key, State)));
    }
}
