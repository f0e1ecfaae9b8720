using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>A provider says something new: it is on the radar, becomes a rule with a preview, history follows, and it is undone.</summary>
public sealed class RuleWorkbenchTests(StoryWorkspace workspace) : IClassFixture<StoryWorkspace>
{
    private const string NewReply = "550 5.9.7 Gateway Aegis: sender tier bronze is not admitted before warm-up";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IPage Page => workspace.Page;

    [Fact]
    public async Task A_new_reply_becomes_a_rule_that_restates_history_and_is_undone()
    {
        await PostAsync("accepted", "250 ok", 20);
        await PostAsync("rejected", NewReply, 12);

        await workspace.Ada.OpenAsync("/replies/radar");
        await Expect(Page.Locator(".radar-table tbody tr")).ToContainTextAsync("Gateway Aegis", new() { Timeout = 15_000 });
        await Expect(Page.Locator(".radar-table tbody tr")).ToContainTextAsync("Not classified");
        Assert.Empty(await Accessibility.FlawsAsync(Page));
        Assert.Equal("rejected-unclassified", await CategoryAsync());

        await workspace.Ada.FollowAsync(Page.GetByText("Make a rule"), "/replies/rules/new", "New rule");
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

        await ImportWhatIsInForceAsync();

        await workspace.Ada.OpenAsync("/replies/rules/versions/0");
        await Page.GetByText("Restore this version").ClickAsync();
        await Expect(Page.Locator(".rule-verdict")).ToContainTextAsync("moves to another category");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Restore as shipped" }).ClickAsync();
        await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/replies/rules");
        await Expect(Page.Locator("section[aria-labelledby=rule-history] tbody tr").First).ToContainTextAsync("Version 2");

        Assert.Equal("rejected-unclassified", await CategoryAsync());
        Assert.Empty(workspace.Ada.Complaints);
    }

    private async Task ImportWhatIsInForceAsync()
    {
        var export = await Page.APIRequest.GetAsync("/replies/rules/export");
        await workspace.Ada.OpenAsync("/replies/rules/import");
        await Page.GetByLabel("… or paste its content").FillAsync(await export.TextAsync());
        await Page.GetByText("Read it").ClickAsync();
        await Page.GetByText("Show what they change").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Nothing would change" })).ToBeVisibleAsync();
        await Expect(Page.GetByText("Save and restate history")).ToHaveCountAsync(0);
    }

    private async Task<string> CategoryAsync()
    {
        using var http = workspace.Client();
        var answer = await http.GetFromJsonAsync<JsonElement>("/api/v1/replies?text=bronze", Token);
        return Assert.Single(answer.GetProperty("items").EnumerateArray().ToList()).GetProperty("category").GetString()!;
    }

    private Task PostAsync(string outcome, string reply, int attempts)
    {
        var now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        return workspace.PostAsync(Enumerable.Range(0, attempts)
            .Select(i => new { occurredAt = now, outcome, recipient = $"{outcome}{i}@live.example", messageId = $"m{reply.Length}", reply }));
    }
}
