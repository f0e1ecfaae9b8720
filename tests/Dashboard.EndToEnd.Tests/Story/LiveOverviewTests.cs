using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>What is posted is on an open page within seconds, without a reload, and the page is left alone otherwise.</summary>
public sealed class LiveOverviewTests(StoryWorkspace workspace) : IClassFixture<StoryWorkspace>
{
    private const float ShownWithinMilliseconds = 5_000;

    private IPage Page => workspace.Page;

    [Fact]
    public async Task A_posted_attempt_is_on_the_open_overview_within_five_seconds()
    {
        await Page.EvaluateAsync("window.isSamePage = true");
        var acceptance = Page.GetByRole(AriaRole.Region, new() { Name = "Acceptance rate" });
        var limit = new LocatorAssertionsToContainTextOptions { Timeout = ShownWithinMilliseconds };

        // The first one has the program compile what it has never run; that takes as long as the machine is slow.
        await PostAsync("accepted", "250 ok", 8);
        await Expect(acceptance).ToContainTextAsync("8 of 8");
        await PostAsync("accepted", "250 ok", 9);
        await Expect(acceptance).ToContainTextAsync("9 of 9", limit);
        await PostAsync("rejected", "550 5.1.1 No such user", 1);
        await Expect(acceptance).ToContainTextAsync("9 of 10", limit);

        Assert.True(await Page.EvaluateAsync<bool>("window.isSamePage === true"));
        Assert.Empty(workspace.Ada.Complaints);
    }

    private Task PostAsync(string outcome, string reply, int attempts)
    {
        var now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        return workspace.PostAsync(
            Enumerable.Range(0, attempts).Select(i => new { occurredAt = now, outcome, recipient = $"{outcome}{i}@live.example", messageId = "m", reply }));
    }
}
