using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Testing;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>One word is planted wherever text comes in from outside; then everything that was logged and traced is searched for it.</summary>
public sealed class LogTests(PostgresServer server) : IDisposable
{
    private const string Mark = "zyxplanted";
    private const string ApiKey = "a-key-for-the-log-tests-of-at-least-32-characters";

    private readonly string _dataFolder = Directory.CreateTempSubdirectory("dashboard-log-tests-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_dataFolder, recursive: true);

    [Fact]
    public async Task Nothing_that_came_from_outside_is_logged_or_traced_and_every_line_is_one_JSON_object()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        await using var collector = new TraceCollector();
        await using var process = await DashboardProcess.StartAsync(
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Dashboard"] = database.ConnectionString,
                ["Dashboard__DataFolder"] = _dataFolder,
                ["Dashboard__Admin__Email"] = $"{Mark}@example.com",
                ["Dashboard__Admin__Password"] = "five plain words in a row",
                ["Dashboard__Admin__ApiKey"] = ApiKey,
                ["Dashboard__LogFormat"] = "json",
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
            Token);
        using var browser = new FormBrowser(process.BaseAddress);
        using var http = new HttpClient { BaseAddress = process.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);

        await ImportAsync(http);
        using (await browser.SignInAsync($"{Mark}-nobody@example.com", "no such password", Token))
        using (await browser.SignInAsync($"{Mark}@example.com", "five plain words in a row", Token))
        {
            await ReadAsync(browser, http);
        }

        // From here on every question fails: failures are logged with what the database says.
        await database.ExecuteAsync("alter table attempts rename to attempts_away; alter table deliveries rename to deliveries_away", Token);
        await ReadAsync(browser, http);
        Assert.Equal(HttpStatusCode.InternalServerError, (await http.GetAsync($"/api/v1/attempts?recipient={Mark}@example.com", Token)).StatusCode);
        var (_, printed) = await process.StopAsync(Token);

        string[] lines = [.. process.StartLines, .. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Assert.All(lines, line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
        Assert.Contains(lines, line => line.Contains("Import 1 is completed: 4 lines, 1 imported", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Import 2 is refused", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("42P01", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(Mark, StringComparison.OrdinalIgnoreCase));
        foreach (var traced in new[] { "import batch", "/api/v1/attempts", "/campaigns/{Name}", "select", "dashboard.imports.rows" })
        {
            Assert.Contains(traced, collector.Received, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Mark, collector.Received, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(lines, line => line.Contains(ApiKey, StringComparison.Ordinal) || line.Contains("five plain words", StringComparison.Ordinal));
    }

    private static async Task ImportAsync(HttpClient http)
    {
        const string Log =
            $"""
            type,timeLogged,timeQueued,orig,rcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,dlvSourceIp,jobId,vmtaPool,header_Subject,header_X-Stream
            b,2024-06-03 08:00:01+0000,2024-06-03 08:00:00+0000,b@{Mark}.example,{Mark}@one.example,failed,5.1.1,smtp;550 5.1.1 no {Mark},mx.{Mark}.example,192.0.2.1,{Mark},promo,{Mark},{Mark}
            b,{Mark},2024-06-03 08:00:00+0000,b@{Mark}.example,{Mark}@one.example,failed,5.1.1,smtp;550 5.1.1 no {Mark},mx.{Mark}.example,192.0.2.1,{Mark},promo,{Mark},{Mark}
            {Mark},,,"

            """;
        await SendAsync(http, Encoding.UTF8.GetBytes(Log), "completed");
        using var stored = new MemoryStream();
        await using (var writer = new GZipStream(stored, CompressionLevel.Fastest, leaveOpen: true))
        {
            await writer.WriteAsync(Encoding.UTF8.GetBytes(Log), Token);
        }

        await SendAsync(http, stored.ToArray()[..^9], "failed");
    }

    private static async Task SendAsync(HttpClient http, byte[] file, string status)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.Add("X-File-Name", $"{Mark}.csv");
        using var answer = await http.PostAsync($"/api/v1/imports?source={Mark}", content, Token);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        string? now = null;
        while (now is not ("completed" or "failed"))
        {
            await look.WaitForNextTickAsync(Token);
            now = (await http.GetFromJsonAsync<JsonElement>(answer.Headers.Location, Token)).GetProperty("status").GetString();
        }

        Assert.Equal(status, now);
    }

    private static async Task ReadAsync(FormBrowser browser, HttpClient http)
    {
        foreach (var path in new[]
        {
            $"/attempts?recipient={Mark}%40one.example&from=2024-06-01&to=2024-06-10", $"/campaigns/{Mark}?from=2024-06-01&to=2024-06-10",
            $"/domains/{Mark}.example", $"/streams/{Mark}?from=2024-06-01", $"/replies?search={Mark}&from=2024-06-01", $"/{Mark}",
        })
        {
            using var page = await browser.GetAsync(path, Token);
        }

        foreach (var path in new[]
        {
            $"attempts?recipient={Mark}@one.example&from=2024-06-01&to=2024-06-10", $"metrics?campaign={Mark}", $"metrics?groupBy={Mark}",
            $"imports/{Mark}", $"{Mark}", $"deliveries/{Mark}", $"metrics?cursor={Mark}",
        })
        {
            using var answer = await http.GetAsync($"/api/v1/{path}", Token);
        }

        using var body = new StringContent($$"""{"replies":[{"text":"{{Mark}}",}]}""", Encoding.UTF8, "application/json");
        using var refused = await http.PostAsync("/api/v1/replies/classify", body, Token);
    }
}
