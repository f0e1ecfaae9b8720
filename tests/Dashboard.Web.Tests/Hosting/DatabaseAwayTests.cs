using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Storage.Embedded;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Web.Tests.Hosting;

public sealed class DatabaseAwayTests : IDisposable
{
    private const string ApiKey = "a-key-for-the-tests-without-a-database";

    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-away-tests-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task While_the_database_is_away_calls_are_put_off_and_health_says_what_is_the_matter()
    {
        await using var postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = Path.Combine(_folder, "database"), Fsync = false }, NullLogger.Instance, Token);
        await using var process = await DashboardProcess.StartAsync(
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Dashboard"] = postgres.ConnectionString,
                ["Dashboard__DataFolder"] = Path.Combine(_folder, "app"),
                ["Dashboard__Admin__ApiKey"] = ApiKey,
            },
            Token);
        using var http = new HttpClient { BaseAddress = process.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);

        Assert.Equal("ok", (await PartsAsync(http, HttpStatusCode.OK, "ready", "degraded")).GetProperty("database").GetString());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/api/v1/imports", Token)).StatusCode);
        await postgres.DisposeAsync();

        Assert.NotEqual("ok", (await PartsAsync(http, HttpStatusCode.ServiceUnavailable, "not ready")).GetProperty("database").GetString());
        Assert.Equal("live", await http.GetStringAsync("/health/live", Token));
        await AssertPutOffAsync(http.GetAsync("/api/v1/imports", Token));
        await AssertPutOffAsync(http.GetAsync("/api/v1/metrics", Token));
        using var page = await http.GetAsync("/", Token);
        Assert.Equal(("text/html", HttpStatusCode.ServiceUnavailable), (page.Content.Headers.ContentType?.MediaType, page.StatusCode));
        Assert.Contains("The database does not answer", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var log = new StringContent("type,timeLogged\n");
        await AssertPutOffAsync(http.PostAsync("/api/v1/imports?source=a", log, Token));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "app", "uploads")));
    }

    private static async Task AssertPutOffAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    private static async Task<JsonElement> PartsAsync(HttpClient http, HttpStatusCode code, params string[] status)
    {
        using var answer = await http.GetAsync("/health/ready", Token);
        Assert.Equal(code, answer.StatusCode);
        var health = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Contains(health.GetProperty("status").GetString(), status);
        return health.GetProperty("parts");
    }
}
