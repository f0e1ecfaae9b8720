using Bunit;
using Dashboard.Core.Reporting;
using Dashboard.Web.Components.Replies;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Components.Replies;

public sealed class ReplyTableTests : ComponentContext
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 11, 7, 0, 0, TimeSpan.Zero);
    private static readonly ReportState State = new(new ReportFilter(Morning, Morning.AddDays(1), []), TimeZoneInfo.Utc);

    [Fact]
    public void A_reply_never_becomes_an_element()
    {
        var table = RenderRow(Hostile.Markup);

        Assert.Empty(table.FindAll("img, script"));
        Assert.Equal(Hostile.Markup, table.Find(".template").TextContent);
    }

    [Fact]
    public void The_share_is_of_all_attempts_of_the_list()
    {
        var table = RenderRow("421 try again");

        Assert.Contains(table.FindAll("td.number"), cell => cell.TextContent == "25.0\u00a0%");
    }

    [Fact]
    public void The_count_leads_to_the_events_behind_it()
    {
        var table = RenderRow("421 try again");

        Assert.Equal("/attempts?provider=yahoo&template=7", table.Find("td.number a").GetAttribute("href"));
    }

    private IRenderedComponent<ReplyTable> RenderRow(string text) => Render<ReplyTable>(p => p
        .Add(t => t.Rows, [Hostile.Reply(Morning, text)])
        .Add(t => t.TotalAttempts, 48)
        .Add(t => t.State, State));
}
