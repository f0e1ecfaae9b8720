using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>A relay that nobody knows: it is listed with a suggestion, somebody says who it is, history follows, and it is undone.</summary>
public sealed class WhoIsWhoTests(StoryWorkspace workspace) : IClassFixture<StoryWorkspace>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPage Page => workspace.Page;

    [Fact]
    public async Task An_unknown_relay_is_said_to_be_a_gateway_and_history_follows_there_and_back()
    {
        await PostAsync("accepted", "gmail-smtp-in.l.google.com", "250 ok", 20);
        await PostAsync("rejected", "in1.harbourgate.example", "550 Held back - see https://community.mimecast.com/docs/DOC-1369", 12);

        await workspace.Ada.OpenAsync("/mapping");
        var unknown = Page.Locator(".mapping-table tbody tr");
        await Expect(unknown).ToContainTextAsync("harbourgate.example", new() { Timeout = 15_000 });
        await Expect(unknown).ToContainTextAsync("37.5 % of 32");
        await Expect(unknown).ToContainTextAsync("Mimecast");
        await Expect(unknown).ToContainTextAsync("Its replies say “mimecast.com");
        Assert.Equal("gmail 20, other 12", await AttemptsAsync());
        await workspace.Ada.OpenAsync("/mapping?page=999");
        await Expect(unknown).ToContainTextAsync("harbourgate.example");

        await workspace.Ada.FollowAsync(Page.GetByText("Say who this is"), "/mapping/new", "Say who is who");
        await Expect(Page.Locator("section[aria-labelledby=mapping-who] select")).ToHaveValueAsync("mimecast");
        await Page.GetByText("Show what it changes").ClickAsync();
        await Expect(Page.Locator(".rule-verdict").First).ToHaveTextAsync("harbourgate.example changes its provider, and 12 attempts of these 90 days with it.");
        await Expect(Page.Locator("section[aria-labelledby=rule-provider-rates] tr", new() { HasText = "Mimecast" })).ToContainTextAsync("12");
        Assert.Empty(await Accessibility.FlawsAsync(Page));
        Assert.Equal("gmail 20, other 12", await AttemptsAsync());

        await Page.GetByText("Save and restate history").ClickAsync();
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/mapping");
        await Expect(Page.Locator(".mapping-table tbody tr").First).ToContainTextAsync("extended by you");
        Assert.Equal("gmail 20, mimecast 12", await AttemptsAsync());
        await workspace.Ada.OpenAsync("/providers");
        await Expect(Page.Locator(".data-table tr", new() { HasText = "Mimecast" })).ToContainTextAsync("12");
        using (var http = workspace.Client())
        {
            var own = await http.GetFromJsonAsync<JsonElement>("/api/v1/providers?own=true", Token);
            var only = Assert.Single(own.GetProperty("items").EnumerateArray().ToList());
            Assert.Equal(("mimecast", "gateway"), (only.GetProperty("id").GetString(), only.GetProperty("kind").GetString()));
            Assert.Contains("harbourgate.example", only.GetProperty("relays").EnumerateArray().Select(r => r.GetString()));
        }

        await workspace.Ada.OpenAsync("/replies/rules/versions/1");
        await Expect(Page.Locator(".rule-difference")).ToContainTextAsync("Provider mimecast");
        await workspace.Ada.OpenAsync("/replies/rules/versions/0");
        await Page.GetByText("Restore this version").ClickAsync();
        await Expect(Page.Locator(".rule-verdict").First).ToContainTextAsync("harbourgate.example changes its provider");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Restore as shipped" }).ClickAsync();
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/replies/rules");

        Assert.Equal("gmail 20, other 12", await AttemptsAsync());
        await workspace.Ada.OpenAsync("/mapping");
        await Expect(unknown).ToContainTextAsync("harbourgate.example");
        Assert.Empty(workspace.Ada.Complaints);
    }

    private async Task<string> AttemptsAsync()
    {
        using var http = workspace.Client();
        var answer = await http.GetFromJsonAsync<JsonElement>("/api/v1/metrics?groupBy=provider", Token);
        return string.Join(", ", answer.GetProperty("rows").EnumerateArray()
            .Select(r => $"{r.GetProperty("keys").GetProperty("provider").GetString()} {r.GetProperty("attempts").GetProperty("total").GetInt64()}").Order(StringComparer.Ordinal));
    }

    private Task PostAsync(string outcome, string relay, string reply, int attempts)
    {
        var now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        return workspace.PostAsync(Enumerable.Range(0, attempts)
            .Select(i => new { occurredAt = now, outcome, recipient = $"{outcome}{i}@live{i}.example", messageId = $"{outcome}{i}", relay, reply }));
    }
}
