using Bunit;
using Dashboard.Core.Delivery;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Deliveries;
using Dashboard.Web.Tests.Components.Replies;

namespace Dashboard.Web.Tests.Components.Deliveries;

public sealed class DeliveryTableTests : ComponentContext
{
    private static readonly DateTimeOffset Start = new(2026, 9, 11, 7, 4, 12, TimeSpan.Zero);

    [Fact]
    public void Texts_from_outside_never_become_elements()
    {
        var table = RenderRow(Row(DeliveryState.Waiting, EventType.Deferred));

        Assert.Empty(table.FindAll("img, script"));
        Assert.All(table.FindAll("a"), a => Assert.StartsWith("/", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(Hostile.Markup, table.Find(".reply-lines").TextContent);
    }

    [Fact]
    public void The_recipient_leads_to_the_timeline_and_the_names_to_their_pages()
    {
        var links = RenderRow(Row(DeliveryState.Waiting, EventType.Deferred)).FindAll("a").Select(a => a.GetAttribute("href")!).ToList();

        Assert.Equal("/deliveries/00000000000000ff", links[0]);
        Assert.Equal("/providers/yahoo", links[1]);
        Assert.Equal("/campaigns/launch", links[2]);
        Assert.Equal("/streams/promotional", links[3]);
    }

    [Theory]
    [InlineData(DeliveryState.Waiting, EventType.Deferred, "Waiting|Rate limited")]
    [InlineData(DeliveryState.Rejected, EventType.Rejected, "Refused|Rate limited")]
    [InlineData(DeliveryState.BouncedLater, EventType.AsynchronousBounce, "Accepted, then bounced|Rate limited")]
    [InlineData(DeliveryState.Accepted, EventType.Accepted, "Accepted")]
    public void Where_it_stands_is_said_with_the_reason_of_what_is_not_an_acceptance(DeliveryState state, EventType last, string words)
    {
        var table = RenderRow(Row(state, last));

        Assert.Equal(words, string.Join('|', table.FindAll(".outcome-dot, .chip").Select(e => e.TextContent)));
    }

    [Fact]
    public void An_acceptance_that_was_reported_as_abuse_says_both()
    {
        var table = RenderRow(Row(DeliveryState.Accepted, EventType.Accepted) with { IsComplained = true });

        Assert.Equal("Accepted|Reported as abuse", string.Join('|', table.FindAll(".outcome-dot, .chip").Select(e => e.TextContent)));
    }

    private static DeliveryRow Row(DeliveryState state, EventType last) => new()
    {
        Id = "00000000000000ff",
        FirstEventAt = Start,
        FirstEventKey = 1,
        LastEventAt = Start.AddMinutes(5),
        State = state,
        IsComplained = false,
        Attempts = 2,
        Provider = "yahoo",
        Campaign = "launch",
        Stream = "promotional",
        Last = Hostile.Attempt(Start.AddMinutes(5), last),
    };

    private IRenderedComponent<DeliveryTable> RenderRow(DeliveryRow row) =>
        Render<DeliveryTable>(p => p.Add(t => t.Rows, [row]).Add(t => t.State, Hostile.State).Add(t => t.Zone, TimeZoneInfo.Utc));
}
