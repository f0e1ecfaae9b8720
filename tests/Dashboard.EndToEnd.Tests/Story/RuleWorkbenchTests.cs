using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>A provider says something new: it is on the radar, becomes a rule with a preview, history follows, and it is undone.</summary>
public sealed class RuleWorkbenchTests : IAsyncLifetime
{
    private const string Administrator = "ada@harbour.example";
    private const string Password = "correct horse battery staple";
    private const string ApiKey = "a-key-for-the-story-of-at-least-32-characters";
    private const string NewReply = "550 5.9.7 Gateway Aegis: sender tier bronze is not admitted before warm-up";

    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-rules-").FullName;
    private DashboardProcess _dashboard = default!;
    private Browser _browser = default!;
    private Visitor _ada = default!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPage Page => _ada.Page;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string>
        {
            ["Dashboard__DataFolder"] = Path.Combine(_folder, "data"),
            ["Dashboard__Admin__Email"] = Administrator,
            ["Dashboard__Admin__Password"] = Password,
            ["Dashboard__Admin__ApiKey"] = ApiKey,
        };
        _dashboard = await DashboardProcess.StartAsync(settings, Token);
        _browser = await Browser.LaunchAsync();
        _ada = await _browser.VisitorAsync(_dashboard.BaseAddress);
    }

    public async ValueTask DisposeAsync()
    {
        await _ada.DisposeAsync();
        await _browser.DisposeAsync();
        await _dashboard.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_new_reply_becomes_a_rule_that_restates_history_and_is_undone()
    {
        await PostAsync("accepted", "250 ok", 20);
        await PostAsync("rejected", NewReply, 12);
        await _ada.OpenAsync("/sign-in");
        await _ada.SignInAsync(Administrator, Password);
        await Page.WaitForURLAsync(_dashboard.BaseAddress.ToString());

        await _ada.OpenAsync("/replies/radar");
        await Expect(Page.Locator(".radar-table tbody tr")).ToContainTextAsync("Gateway Aegis", new() { Timeout = 15_000 });
        await Expect(Page.Locator(".radar-table tbody tr")).ToContainTextAsync("Not classified");
        Assert.Empty(await Accessibility.FlawsAsync(Page));
        Assert.Equal("rejected-unclassified", await CategoryAsync());

        await _ada.FollowAsync(Page.GetByText("Make a rule"), "/replies/rules/new", "New rule");
        await Page.Locator("section[aria-labelledby=rule-means] select").First.SelectOptionAsync("reputation");
        await Page.GetByLabel("How do you know?").FillAsync("Their postmaster says so.");
        Assert.Empty(await Accessibility.FlawsAsync(Page));
        await Page.GetByText("Show what it changes").ClickAsync();
        await Expect(Page.Locator(".rule-verdict")).ToContainTextAsync("One reply moves to another category: 12 attempts");
        var block = Page.Locator("tr", new() { HasText = "Block rate" });
        await Expect(block).ToContainTextAsync("0 of 32");
        await Expect(block).ToContainTextAsync("12 of 32");
        Assert.Empty(await Accessibility.FlawsAsync(Page));
        Assert.Equal("rejected-unclassified", await CategoryAsync());

        await Page.GetByLabel("Why this change?").FillAsync("Aegis answers so to cold senders");
        await Page.GetByText("Save and restate history").ClickAsync();
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/replies/rules");
        await Expect(Page.Locator("section[aria-labelledby=rule-history] tbody tr")).ToContainTextAsync("Aegis answers so to cold senders");
        Assert.Equal("rejected-reputation", await CategoryAsync());
        Assert.Empty(await Accessibility.FlawsAsync(Page));
        await PostAsync("rejected", NewReply.Replace("bronze", "copper", StringComparison.Ordinal), 1);

        await _ada.OpenAsync("/replies/rules/versions/0");
        await Page.GetByText("Restore this version").ClickAsync();
        await Expect(Page.Locator(".rule-verdict")).ToContainTextAsync("moves to another category");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Restore as shipped" }).ClickAsync();
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/replies/rules");
        await Expect(Page.Locator("section[aria-labelledby=rule-history] tbody tr").First).ToContainTextAsync("Version 2");

        Assert.Equal("rejected-unclassified", await CategoryAsync());
        Assert.Empty(_ada.Complaints);
    }

    private async Task<string> CategoryAsync()
    {
        using var http = Client();
        var answer = await http.GetFromJsonAsync<JsonElement>("/api/v1/replies?text=bronze", Token);
        return Assert.Single(answer.GetProperty("items").EnumerateArray().ToList()).GetProperty("category").GetString()!;
    }

    private async Task PostAsync(string outcome, string reply, int attempts)
    {
        using var http = Client();
        var now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        using var answer = await http.PostAsJsonAsync(
            "/api/v1/attempts?source=shop",
            new { attempts = Enumerable.Range(0, attempts).Select(i => new { occurredAt = now, outcome, recipient = $"{outcome}{i}@live.example", messageId = $"m{reply.Length}", reply }) },
            Token);
        answer.EnsureSuccessStatusCode();
    }

    private HttpClient Client()
    {
        var http = new HttpClient { BaseAddress = _dashboard.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ApiKey);
        return http;
    }
}
