using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Dashboard.Storage.Accounts;
using Dashboard.Web.Tests.Endpoints;

namespace Dashboard.Web.Tests.Hosting;

public sealed class PrometheusTests(LoadedDashboard dashboard) : IClassFixture<LoadedDashboard>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_import_did_can_be_scraped_and_no_label_comes_from_the_file()
    {
        using var asked = await dashboard.Http.GetAsync("/api/v1/metrics?groupBy=provider", Token);

        // A job ends a moment after its import, and a scrape may be answered with the one before it.
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        string text;
        do
        {
            await look.WaitForNextTickAsync(Token);
            text = await dashboard.Http.GetStringAsync("/metrics", Token);
        }
        while (!text.Contains("job=\"ImportJob\"", StringComparison.Ordinal)
            || !text.Contains("question=\"metrics\"", StringComparison.Ordinal)
            || !text.Contains("http_route=\"/api/v1/metrics\"", StringComparison.Ordinal));

        Assert.Equal(1, Value(text, "dashboard_imports_started_total"));
        Assert.Equal(1, Value(text, "dashboard_imports_finished_total", "status=\"completed\""));
        Assert.Equal(dashboard.Truth.Lines, Value(text, "dashboard_imports_rows_total", "result=\"imported\""));
        Assert.Equal(1, Value(text, "dashboard_imports_rows_total", "result=\"ignored\""));
        Assert.Equal(0, Value(text, "dashboard_imports_rows_total", "result=\"quarantined\""));
        Assert.Equal(dashboard.Log.Length, Value(text, "dashboard_uploads_size_bytes_total"));
        Assert.Equal(0, Value(text, "dashboard_imports_waiting"));
        Assert.Equal(0, Value(text, "dashboard_quarantine_size"));
        Assert.Equal(0, Value(text, "dashboard_inbox_waiting"));
        Assert.Equal(0, Value(text, "dashboard_inbox_size_bytes"));
        Assert.Equal(0, Value(text, "dashboard_inbox_aside"));
        Assert.True(Value(text, "dashboard_events_age_seconds") > 0);
        Assert.True(Value(text, "dashboard_imports_batch_duration_seconds_count") > 0);
        Assert.True(Value(text, "dashboard_imports_batch_duration_seconds_bucket", "le=\"30\"") > 0);
        Assert.True(Value(text, "dashboard_queries_duration_seconds_count", "question=\"metrics\"") > 0);
        Assert.Equal(1, Value(text, "dashboard_jobs_duration_seconds_count", "job=\"ImportJob\"", "result=\"succeeded\""));
        Assert.True(Value(text, "http_server_request_duration_seconds_count", "http_route=\"/api/v1/metrics\"") > 0);
        foreach (var planted in new[] { "mta-1", "acct.csv", "gmail", "promo-pool", "Host=" })
        {
            Assert.DoesNotContain(planted, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Without_a_key_that_may_read_nothing_is_told()
    {
        var keys = new ApiKeys(dashboard.Running.Database.Contexts, TimeProvider.System);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("no-such-key"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(await keys.CreateAsync("sends", [ApiScopes.Ingest], Token)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(await keys.CreateAsync("scrapes", [ApiScopes.Read], Token)));
    }

    private static double Value(string text, string name, params string[] labels)
    {
        var line = Assert.Single(
            text.Split('\n'),
            line => (line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal))
                && labels.All(label => line.Contains(label, StringComparison.Ordinal)));
        var value = line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0];
        return double.Parse(value, CultureInfo.InvariantCulture);
    }

    private async Task<HttpStatusCode> StatusAsync(string? key)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = dashboard.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.GetAsync("/metrics", Token);
        return answer.StatusCode;
    }
}
