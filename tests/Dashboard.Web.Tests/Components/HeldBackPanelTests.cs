using Bunit;
using Dashboard.Core.Classification;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Components;

public sealed class HeldBackPanelTests : ComponentContext
{
    private static readonly DateTimeOffset Day = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Names_queues_with_their_replies_and_says_that_they_are_no_attempts()
    {
        var state = new ReportState(new ReportFilter(Day, Day.AddDays(1), []), TimeZoneInfo.Utc);
        var slice = new SliceFigures(state, Clock.Event, Held(3), null, null, null, Interval.Hour, [new(Day, Held(1), null), new(Day.AddHours(1), Held(2), null)]);
        var meaning = new ReplyClass(
            "deferred-rate-limit", Reason.RateLimit, null, Fault.Sender, FailureBucket.Block, [NextAction.SlowDown], "rule", EvidenceTier.None);

        var panel = Render<HeldBackPanel>(p => p
            .Add(c => c.Slice, slice)
            .Add(c => c.Queues, [new HeldBackQueue("<b>.example", "pool-a", "yahoo", 7, "421 <i>", meaning, 3)]));

        Assert.Contains("3 times a whole queue could not be served", panel.Find(".panel-note").TextContent, StringComparison.Ordinal);
        var cells = panel.Find("td.reply-text").ParentElement!.Children.Select(c => c.TextContent.Trim());
        Assert.Equal(["<b>.example in pool-a", Labels.Provider("yahoo"), "421 <i>", "Rate limited", "3"], cells);
        Assert.Empty(panel.FindAll("td b, td i"));
    }

    private static MetricCounts Held(long times)
    {
        var values = new long[MetricCounts.Length];
        values[(int)Count.Throttled] = times;
        return new MetricCounts(values);
    }
}
