using Bunit;
using Dashboard.Core.Delivery;
using Dashboard.Web.Components.Replies;

namespace Dashboard.Web.Tests.Components.Replies;

public sealed class AttemptTableTests : ComponentContext
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 11, 7, 4, 12, TimeSpan.Zero);

    [Fact]
    public void Texts_from_outside_never_become_elements()
    {
        var table = RenderRows(Hostile.Attempt(Morning));

        Assert.Empty(table.FindAll("img, script"));
        Assert.DoesNotContain(table.FindAll("a"), a => a.GetAttribute("href")!.StartsWith("javascript", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(Hostile.Markup, table.Find(".reply-lines").TextContent);
    }

    [Fact]
    public void Each_row_links_to_its_delivery()
    {
        var table = RenderRows(Hostile.Attempt(Morning));

        Assert.Equal("/deliveries/00000000000000ff", table.Find("td.actions a").GetAttribute("href"));
    }

    [Fact]
    public void An_acceptance_shows_the_template_with_its_masked_parts_marked()
    {
        var accepted = Hostile.Attempt(Morning, EventType.Accepted) with { Reply = "250 OK <id> done", IsRawReply = false };

        var table = RenderRows(accepted);

        Assert.Equal("id", table.Find(".template-masked").TextContent);
        Assert.Equal("250 OK id done", table.Find(".template").TextContent);
    }

    [Fact]
    public void Times_are_those_of_the_given_zone()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        var table = Render<AttemptTable>(p => p.Add(t => t.Rows, [Hostile.Attempt(Morning)]).Add(t => t.State, Hostile.State).Add(t => t.Zone, zone));

        Assert.Equal("2026-09-11 09:04:12 +02:00", table.Find("time").GetAttribute("title"));
    }

    private IRenderedComponent<AttemptTable> RenderRows(params Dashboard.Storage.Queries.AttemptRow[] rows) =>
        Render<AttemptTable>(p => p.Add(t => t.Rows, rows).Add(t => t.State, Hostile.State).Add(t => t.Zone, TimeZoneInfo.Utc));
}
