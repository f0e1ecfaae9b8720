using Bunit;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Components;

public sealed class OutcomeBarTests : ComponentContext
{
    private static readonly ReportState State = new(
        new ReportFilter(new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 9, 2, 0, 0, 0, TimeSpan.Zero), []), TimeZoneInfo.Utc);

    [Fact]
    public void On_the_cohort_clock_the_parts_add_up_to_what_was_attempted()
    {
        var counts = Counts((Count.Attempted, 200), (Count.Accepted, 150), (Count.Hard, 10), (Count.Local, 5), (Count.Expired, 15));

        Assert.Equal(["Accepted 150", "Waiting 20", "Bad address 10", "Our own failure 5", "Gave up 15"], Legend(counts, Clock.Cohort));
    }

    [Fact]
    public void On_the_event_clock_nobody_can_say_what_waits()
    {
        var counts = Counts((Count.Attempted, 200), (Count.Accepted, 150), (Count.Block, 10));

        Assert.Equal(["Accepted 150", "Refused because of us 10"], Legend(counts, Clock.Event));
    }

    [Fact]
    public void Nothing_counted_draws_no_bar() =>
        Assert.Empty(Draw(MetricCounts.Zero, Clock.Event).FindAll(".outcome-bar"));

    [Fact]
    public void Every_number_leads_to_its_rows()
    {
        var bar = Draw(Counts((Count.Accepted, 1), (Count.Block, 1), (Count.Expired, 1)), Clock.Event);

        Assert.Equal(
            ["/attempts?type=accepted", "/replies?fault=sender&outcome=rejected", "/attempts?type=expired"],
            bar.FindAll("a").Select(a => a.GetAttribute("href")));
    }

    private List<string> Legend(MetricCounts counts, Clock clock) =>
        [.. Draw(counts, clock).FindAll("li").Select(li => $"{li.QuerySelector(".outcome-label")!.TextContent} {li.QuerySelector(".outcome-count")!.TextContent}")];

    private IRenderedComponent<OutcomeBar> Draw(MetricCounts counts, Clock clock) =>
        Render<OutcomeBar>(p => p.Add(b => b.Counts, counts).Add(b => b.Clock, clock).Add(b => b.State, State));

    private static MetricCounts Counts(params (Count Count, long Value)[] values)
    {
        var all = new long[MetricCounts.Length];
        foreach (var (count, value) in values)
        {
            all[(int)count] = value;
        }

        return new MetricCounts(all);
    }
}
