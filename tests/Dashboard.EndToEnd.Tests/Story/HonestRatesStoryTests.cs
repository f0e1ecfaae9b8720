using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>Pages over logs that cannot show everything: they say so, and never show 0 % for it.</summary>
public sealed class HonestRatesStoryTests(StoryWorkspace workspace) : IClassFixture<StoryWorkspace>
{
    private const string Header = "type,timeLogged,timeQueued,orig,rcpt,dsnStatus,dsnDiag,dsnMta,vmtaPool,envId,queue";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPage Page => workspace.Page;

    [Fact]
    public async Task Pages_say_what_logs_cannot_show_and_how_much_of_the_mail_a_rate_covers()
    {
        await SendAsync("default-mta", Lines(withDeferrals: false));
        await workspace.Ada.OpenAsync("/");

        var deferral = Page.GetByRole(AriaRole.Region, new() { Name = "Deferral rate" });
        await Expect(deferral).ToContainTextAsync("not in this log");
        await Expect(deferral).ToContainTextAsync("Add “t” to the records line of the acct-file block");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Late rate" })).ToContainTextAsync("10 of 90");
        await Expect(Page.Locator(".not-in-log")).ToContainTextAsync("hold no deferrals");
        await workspace.Ada.OpenAsync("/providers/other");
        var heldBack = Page.Locator("section[aria-labelledby=held-back]");
        await Expect(heldBack).ToContainTextAsync("20 times a whole queue could not be served");
        await Expect(heldBack).ToContainTextAsync("one.example in pool-a");

        await SendAsync("full-mta", Lines(withDeferrals: true));
        await workspace.Ada.OpenAsync("/");

        await Expect(deferral).ToContainTextAsync("10 of 110");
        await Expect(deferral).ToContainTextAsync("covers 52\u00a0% of the mail: the logs of “default-mta” hold no deferrals");
        Assert.Empty(workspace.Ada.Complaints);
        Assert.Equal("", await workspace.TourAsync(
            [("honest-overview", "/"), ("honest-provider", "/providers/other"), ("honest-queues", "/replies?outcome=throttled"), ("honest-events", "/attempts?type=throttled"),
                ("honest-default", "/?source=default-mta"), ("honest-domains", "/providers?tab=domains"), ("honest-stream", "/streams/~")]));
    }

    // 100 deliveries in a day: 90 accepted, of them ten after 20 minutes, ten refused; twenty times a queue is held back. With deferrals
    // ten more that were put off first.
    private static string Lines(bool withDeferrals)
    {
        var text = new StringBuilder(Header).Append('\n');
        for (var i = 0; i < 100; i++)
        {
            var (queued, took) = (i * 600, i % 10 == 1 ? 1200 : 4);
            Line(text, i % 10 == 0 ? "b" : "d", queued + took, queued, $"user{i}@two.example", i % 10 == 0 ? "550 5.1.1 No such user" : "250 ok", $"m{i}");
        }

        for (var i = 0; i < 20; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"tq,{Time(i * 900)},,,,4.7.0,smtp;421 4.7.0 Too many connections,mx.one.example (192.0.2.7),pool-a,,one.example/v1\n");
        }

        for (var i = 0; withDeferrals && i < 10; i++)
        {
            Line(text, "t", i * 600, i * 600, $"late{i}@two.example", "451 4.7.1 Try again later", $"l{i}");
            Line(text, "d", (i * 600) + 300, i * 600, $"late{i}@two.example", "250 ok", $"l{i}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string type, int at, int queued, string recipient, string reply, string id) => text.Append(
        CultureInfo.InvariantCulture,
        $"{type},{Time(at)},{Time(queued)},s@sender.example,{recipient},,smtp;{reply},mx.two.example (192.0.2.8),pool-a,{id},two.example/v1\n");

    private static string Time(int seconds) =>
        new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss+0000", CultureInfo.InvariantCulture);

    private async Task SendAsync(string source, string log)
    {
        using var http = workspace.Client();
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(log));
        content.Headers.Add("X-File-Name", "acct.csv");
        using var response = await http.PostAsync($"/api/v1/imports?source={source}", content, Token);
        response.EnsureSuccessStatusCode();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
        {
            await look.WaitForNextTickAsync(Token);
        }
        while ((await http.GetFromJsonAsync<JsonElement>(response.Headers.Location, Token)).GetProperty("status").GetString() is not "completed");
    }
}
