using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Testing;
using Dashboard.Testing.Generation;

namespace Dashboard.EndToEnd.Tests.Story;

public sealed class KilledImportTests : IDisposable
{
    private const string ApiKey = "a-key-for-the-killed-import-tests-only";

    private static readonly TimeSpan ImportsWithin = TimeSpan.FromMinutes(5);

    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-killed-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_import_killed_in_the_middle_goes_on_after_the_start_and_counts_every_line_once()
    {
        var log = LogFile.Write(_folder, 60_000, Token);
        var settings = new Dictionary<string, string>
        {
            ["Dashboard__DataFolder"] = Path.Combine(_folder, "data"),
            ["Dashboard__Admin__ApiKey"] = ApiKey,
        };
        long linesWhenKilled;
        await using (var first = await DashboardProcess.StartAsync(settings, Token))
        {
            using var http = Open(first);
            using var content = new StreamContent(File.OpenRead(log.PlainPath));
            content.Headers.Add("X-File-Name", "acct.csv");
            using var answer = await http.PostAsync("/api/v1/imports?source=mta-1", content, Token);
            answer.EnsureSuccessStatusCode();
            linesWhenKilled = Lines(await ImportAsync(http, import => Lines(import) > 0));
            await first.KillAsync(Token);
        }

        Assert.InRange(linesWhenKilled, 1, log.Truth.Lines - 1);
        await using var second = await DashboardProcess.StartAsync(settings, Token);
        using var again = Open(second);
        var import = await ImportAsync(again, import => import.GetProperty("status").GetString() is "completed" or "failed");

        Assert.Equal("completed", import.GetProperty("status").GetString());
        var counts = import.GetProperty("counts");
        Assert.Equal(log.Truth.Lines, counts.GetProperty("imported").GetInt64());
        Assert.Equal(0, counts.GetProperty("duplicates").GetInt64());
        Assert.Equal(0, counts.GetProperty("quarantined").GetInt64());
        await AssertCountsAsync(again, log);
    }

    private static async Task AssertCountsAsync(HttpClient http, LogFile log)
    {
        var hours = log.Truth.By(Dimension.Hour).Keys;
        var end = DateTime.ParseExact(hours.Max()!, "yyyy-MM-ddTHH", CultureInfo.InvariantCulture).AddHours(1);
        var answer = await http.GetFromJsonAsync<JsonElement>($"/api/v1/metrics?clock=cohort&from={hours.Min()}:00:00Z&to={end:yyyy-MM-ddTHH}:00:00Z", Token);
        var deliveries = answer.GetProperty("rows")[0].GetProperty("deliveries");
        var truth = log.Truth.Total;
        Assert.Equal(truth.Attempted, deliveries.GetProperty("attempted").GetInt64());
        Assert.Equal(truth.Resolved, deliveries.GetProperty("resolved").GetInt64());
        Assert.Equal(truth.DeliveriesAccepted, deliveries.GetProperty("accepted").GetInt64());
        Assert.Equal(truth.DeliveriesExpired, deliveries.GetProperty("expired").GetInt64());
    }

    private static async Task<JsonElement> ImportAsync(HttpClient http, Func<JsonElement, bool> isReached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(ImportsWithin);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            var import = await http.GetFromJsonAsync<JsonElement>("/api/v1/imports/1", limit.Token);
            if (isReached(import))
            {
                return import;
            }

            await look.WaitForNextTickAsync(limit.Token);
        }
    }

    private static long Lines(JsonElement import) => import.GetProperty("counts").GetProperty("lines").GetInt64();

    private static HttpClient Open(DashboardProcess dashboard)
    {
        var http = new HttpClient { BaseAddress = dashboard.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        return http;
    }
}
