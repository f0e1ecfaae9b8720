using System.Net.Http.Json;
using Dashboard.Testing;
using Microsoft.Playwright;

namespace Dashboard.EndToEnd.Tests.Story;

/// <summary>Where a story begins: the program over an empty store of its own, its administrator signed in, and a key for programs.</summary>
public sealed class StoryWorkspace(PostgresServer server, Browser browser) : IAsyncLifetime
{
    private const string Administrator = "ada@harbour.example";
    private const string Password = "correct horse battery staple";
    private const string ApiKey = "a-key-for-the-story-of-at-least-32-characters";

    private TestDatabase _database = default!;
    private DashboardProcess _dashboard = default!;

    /// <summary>A folder of the story's own.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("dashboard-story-").FullName;

    /// <summary>The administrator, on the overview.</summary>
    public Visitor Ada { get; private set; } = default!;

    /// <summary>What she sees.</summary>
    public IPage Page => Ada.Page;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync(Token);
        _dashboard = await DashboardProcess.StartAsync(
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Dashboard"] = _database.ConnectionString,
                ["Dashboard__DataFolder"] = Path.Combine(Folder, "data"),
                ["Dashboard__Admin__Email"] = Administrator,
                ["Dashboard__Admin__Password"] = Password,
                ["Dashboard__Admin__ApiKey"] = ApiKey,
            },
            Token);
        Ada = await browser.VisitorAsync(_dashboard.BaseAddress);
        await Ada.OpenAsync("/sign-in");
        await Ada.SignInAsync(Administrator, Password);
        await Page.WaitForURLAsync(_dashboard.BaseAddress.ToString());
        await Ada.SettleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Ada.DisposeAsync();
        await _dashboard.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A program with the key.</summary>
    public HttpClient Client()
    {
        var http = new HttpClient { BaseAddress = _dashboard.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ApiKey);
        return http;
    }

    /// <summary>A program posts attempts of the source “shop”.</summary>
    public async Task PostAsync(IEnumerable<object> attempts)
    {
        using var http = Client();
        using var answer = await http.PostAsJsonAsync("/api/v1/attempts?source=shop", new { attempts }, Token);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Looks at pages with her cookies.</summary>
    /// <returns>What axe found, a line each.</returns>
    public async Task<string> TourAsync(IReadOnlyList<(string Name, string Address)> pages) =>
        string.Join('\n', await new PageTour(browser, _dashboard.BaseAddress, await Ada.CookiesAsync()).RunAsync(pages));
}
