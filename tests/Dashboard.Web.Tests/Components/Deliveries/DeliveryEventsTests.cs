using Bunit;
using Dashboard.Core.Delivery;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Deliveries;
using Dashboard.Web.Tests.Components.Replies;

namespace Dashboard.Web.Tests.Components.Deliveries;

public sealed class DeliveryEventsTests : ComponentContext
{
    private static readonly DateTimeOffset Start = new(2026, 9, 11, 23, 58, 0, TimeSpan.Zero);

    [Fact]
    public void Texts_from_outside_never_become_elements()
    {
        var events = RenderEvents(Hostile.Attempt(Start));

        Assert.Empty(events.FindAll("img, script"));
        Assert.Equal(Hostile.Markup, events.Find("pre.raw-reply").TextContent);
    }

    [Fact]
    public void The_gap_since_the_event_before_is_said()
    {
        var events = RenderEvents(Hostile.Attempt(Start), Hostile.Attempt(Start.AddMinutes(5).AddSeconds(2)));

        Assert.Equal("5\u00a0min 2\u00a0s later", events.Find(".timeline-gap").TextContent);
    }

    [Fact]
    public void A_give_up_is_not_numbered_as_an_attempt()
    {
        var events = RenderEvents(Hostile.Attempt(Start), Hostile.Attempt(Start.AddHours(1), EventType.Expired), Hostile.Attempt(Start.AddHours(2)));

        Assert.Equal(["attempt 1", "not an attempt", "attempt 2"], events.FindAll(".timeline-number").Select(n => n.TextContent));
    }

    [Fact]
    public void The_same_reply_again_is_shown_but_explained_once()
    {
        var events = RenderEvents(Hostile.Attempt(Start), Hostile.Attempt(Start.AddHours(1)), Hostile.Attempt(Start.AddHours(2), templateId: 8));

        Assert.Equal(3, events.FindAll("pre.raw-reply").Count);
        Assert.Equal(2, events.FindAll("details").Count);
    }

    [Fact]
    public void An_acceptance_says_that_only_the_masked_form_is_kept_and_that_it_is_no_inbox()
    {
        var events = RenderEvents(Hostile.Attempt(Start, EventType.Accepted) with { Reply = "250 <id>", IsRawReply = false });

        var note = events.Find(".timeline-note").TextContent;
        Assert.Contains("only the masked form", note, StringComparison.Ordinal);
        Assert.Contains("not that the message is in the inbox", note, StringComparison.Ordinal);
        Assert.Empty(events.FindAll("details"));
    }

    [Fact]
    public void The_day_is_said_when_it_changes()
    {
        var events = RenderEvents(Hostile.Attempt(Start), Hostile.Attempt(Start.AddMinutes(1)), Hostile.Attempt(Start.AddMinutes(3)));

        Assert.Equal(["11 Sep 2026", "12 Sep 2026"], events.FindAll(".timeline-day").Select(d => d.TextContent));
    }

    [Fact]
    public void A_summary_of_hostile_names_stays_text()
    {
        var delivery = new DeliveryTimeline("00000000000000ff", DeliveryState.Waiting, [Hostile.Attempt(Start)], null);

        var summary = Render<DeliverySummary>(p => p.Add(s => s.Delivery, delivery).Add(s => s.State, Hostile.State).Add(s => s.Zone, TimeZoneInfo.Utc));

        Assert.Empty(summary.FindAll("img, script"));
        Assert.Contains("Not accepted", summary.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Queue_time_and_receiver_time_are_told_apart()
    {
        var times = new AcceptanceTimes(TimeSpan.FromSeconds(605), TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
        var delivery = new DeliveryTimeline("00000000000000ff", DeliveryState.Accepted, [Hostile.Attempt(Start, EventType.Accepted)], times);

        var summary = Render<DeliverySummary>(p => p.Add(s => s.Delivery, delivery).Add(s => s.State, Hostile.State).Add(s => s.Zone, TimeZoneInfo.Utc));

        Assert.Contains("10\u00a0min 5\u00a0s: 5\u00a0s in our queue, 10\u00a0min from the first attempt", summary.Find("dl").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<DeliveryEvents> RenderEvents(params AttemptRow[] rows) => Render<DeliveryEvents>(p => p
        .Add(e => e.Events, rows)
        .Add(e => e.Zone, TimeZoneInfo.Utc)
        .Add(e => e.LinkToReply, id => $"/replies/{id}"));
}
