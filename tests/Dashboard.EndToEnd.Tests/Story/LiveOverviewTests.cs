using System.Globalization;
using System.Net.Http.Json;
using Dashboard.Testing;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>What is posted is on an open page within seconds, without a reload, and the page is left alone otherwise.</summary>
public sealed class LiveOverviewTests : IAsyncLifetime
{
    private const string Administrator = "ada@harbour.example";
    private const string Password = "correct horse battery staple";
    private const string ApiKey = "a-key-for-the-story-of-at-least-32-characters";
    private const float ShownWithinMilliseconds = 5_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-live-").FullName;
    private DashboardProcess _dashboard = default!;
    private Browser _browser = default!;
    private Visitor _ada = default!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

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
    public async Task A_posted_attempt_is_on_the_open_overview_within_five_seconds()
    {
        await _ada.OpenAsync("/sign-in");
        await _ada.SignInAsync(Administrator, Password);
        await _ada.Page.WaitForURLAsync(_dashboard.BaseAddress.ToString());
        await _ada.SettleAsync();
        await _ada.Page.EvaluateAsync("window.isSamePage = true");
        var acceptance = _ada.Page.GetByRole(AriaRole.Region, new() { Name = "Acceptance rate" });
        var limit = new LocatorAssertionsToContainTextOptions { Timeout = ShownWithinMilliseconds };

        await PostAsync("accepted", "250 ok", 9);
        await Expect(acceptance).ToContainTextAsync("9 of 9", limit);
        await PostAsync("rejected", "550 5.1.1 No such user", 1);
        await Expect(acceptance).ToContainTextAsync("9 of 10", limit);

        Assert.True(await _ada.Page.EvaluateAsync<bool>("window.isSamePage === true"));
        Assert.Empty(_ada.Complaints);
    }

    private async Task PostAsync(string outcome, string reply, int attempts)
    {
        using var http = new HttpClient { BaseAddress = _dashboard.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ApiKey);
        var now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        using var answer = await http.PostAsJsonAsync(
            "/api/v1/attempts?source=shop",
            new { attempts = Enumerable.Range(0, attempts).Select(i => new { occurredAt = now, outcome, recipient = $"{outcome}{i}@live.example", messageId = "m", reply }) },
            Token);
        answer.EnsureSuccessStatusCode();
    }
}
