using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Storage.Accounts;
using Dashboard.Storage.Imports;
using Dashboard.Web.Imports;

namespace Dashboard.Web.Tests.Endpoints;

/// <summary>Reading an import again over the API, after the way in which its source is read was corrected.</summary>
[Collection(SharedDashboard.Name)]
public sealed class RetryEndpointTests(RunningDashboard running)
{
    private const string Header = "type,timeLogged,timeQueued,orig,rcpt,dsnStatus,dsnDiag,dsnMta,vmtaPool,envId";
    private const string Range = "from=2025-03-03&to=2025-03-04&clock=cohort";

    // A rotated log begins without its header: three events above it, two and one broken line below.
    private const string Log =
        $"""
        d,2025-03-03 10:00:05+0000,2025-03-03 10:00:00+0000,s@x.example,a@retry.example,2.0.0,smtp;250 ok,mx.retry.example (192.0.2.9),pool-a,r1
        t,2025-03-03 10:00:06+0000,2025-03-03 10:00:00+0000,s@x.example,b@retry.example,4.2.1,smtp;421 4.2.1 Try later,mx.retry.example (192.0.2.9),pool-a,r2
        b,2025-03-03 10:00:07+0000,2025-03-03 10:00:00+0000,s@x.example,c@retry.example,5.1.1,smtp;550 5.1.1 No such user,mx.retry.example (192.0.2.9),pool-a,r3
        {Header}
        d,2025-03-03 10:20:00+0000,2025-03-03 10:00:00+0000,s@x.example,b@retry.example,2.0.0,smtp;250 ok,mx.retry.example (192.0.2.9),pool-a,r2
        d,2025-03-03 10:20:01+0000,2025-03-03 10:00:00+0000,s@x.example,d@retry.example,2.0.0,smtp;250 ok,mx.retry.example (192.0.2.9),pool-a,r4
        d,not a time,2025-03-03 10:00:00+0000,s@x.example,e@retry.example,2.0.0,smtp;250 ok,mx.retry.example (192.0.2.9),pool-a,r5

        """;

    private const string Whole = Header + "\nd,2025-03-03 10:00:05+0000,2025-03-03 10:00:00+0000,s@x.example,a@retry.example,2.0.0,smtp;250 ok,mx.retry.example (192.0.2.9),pool-a,w1\n";

    private const string Export =
        """
        Time;Recipient;Result;Reply
        03.03.2025 10:00;a@retry.example;delivered;250 ok
        13.03.2025 10:00;b@retry.example;bounced;550 5.1.1 No such user

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SourceRegister Sources => new(running.Database.Contexts, TimeProvider.System);

    [Fact]
    public async Task Quarantined_lines_are_counted_once_after_the_source_was_corrected_and_a_second_retry_changes_nothing()
    {
        using var http = await OpenAsync();
        var address = await SendAsync(http, Log, "retry-rotated");
        Assert.Equal("completed 7 = 2 + 0 + 4 + 1", Counts(await EndOfAsync(http, address)));
        Assert.Equal("2 attempted, 2 accepted, 0 hard, 0 first deferred", await FiguresAsync(http));
        await ConfirmAsync("retry-rotated", "powermta", new SourceReading { PowerMta = new PowerMtaReading { HeaderLine = Header } });

        using var first = await http.PostAsync($"{address}/retry", null, Token);

        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(address, first.Headers.Location);
        Assert.Equal("retry-rotated", (await first.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("source").GetString());
        Assert.Equal("completed 7 = 5 + 0 + 1 + 1", Counts(await EndOfAsync(http, address)));
        Assert.Equal("4 attempted, 3 accepted, 1 hard, 1 first deferred", await FiguresAsync(http));

        using var second = await http.PostAsync($"{address}/retry", null, Token);

        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal("completed 7 = 5 + 0 + 1 + 1", Counts(await EndOfAsync(http, address)));
        Assert.Equal("4 attempted, 3 accepted, 1 hard, 1 first deferred", await FiguresAsync(http));
    }

    [Fact]
    public async Task An_import_without_quarantine_is_not_read_again()
    {
        using var http = await OpenAsync();
        var address = await SendAsync(http, Whole, "retry-whole");
        await EndOfAsync(http, address);

        await AssertProblemAsync(await http.PostAsync($"{address}/retry", null, Token), HttpStatusCode.Conflict, "There is nothing to read again: none of the lines of import");
        Assert.Equal("completed 2 = 1 + 0 + 0 + 1", Counts(await http.GetFromJsonAsync<JsonElement>(address, Token)));
    }

    [Fact]
    public async Task An_import_that_waits_for_an_answer_is_read_once_the_columns_of_its_source_are_confirmed()
    {
        using var http = await OpenAsync();
        var address = await SendAsync(http, Export, "retry-asked&ask=true");
        Assert.Equal("waiting", (await http.GetFromJsonAsync<JsonElement>(address, Token)).GetProperty("status").GetString());
        await AssertProblemAsync(await http.PostAsync($"{address}/retry", null, Token), HttpStatusCode.Conflict, "waits for a person’s answer");

        var source = (await Sources.FindAsync("retry-asked", Token))!;
        var guess = SourceReading.FromJson(source.Reading);
        await ConfirmAsync("retry-asked", "csv", guess with { Mapping = guess.Mapping! with { TimeZone = "Europe/Berlin" } });
        using var response = await http.PostAsync($"{address}/retry", null, Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var import = await EndOfAsync(http, address);
        Assert.Equal("completed 3 = 2 + 0 + 0 + 1", Counts(import));
        Assert.Equal("2025-03-03T09:00:00Z", import.GetProperty("firstEventAt").GetString());
    }

    [Fact]
    public async Task Reading_again_needs_the_scope_manage_and_an_import_that_exists()
    {
        using var http = await OpenAsync();
        var address = await SendAsync(http, Whole.Replace(",w1", ",w2", StringComparison.Ordinal), "retry-scope");
        await EndOfAsync(http, address);
        await AssertProblemAsync(await http.PostAsync("/api/v1/imports/2000000000/retry", null, Token), HttpStatusCode.NotFound, "There is no import 2000000000.");

        var keys = new ApiKeys(running.Database.Contexts, TimeProvider.System);
        var manages = await keys.CreateAsync("manages", [ApiScopes.Manage], Token);
        var others = await keys.CreateAsync("reads and sends", [ApiScopes.Read, ApiScopes.Ingest], Token);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", others);
        using var refused = await http.PostAsync($"{address}/retry", null, Token);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", manages);
        using var let = await http.PostAsync($"{address}/retry", null, Token);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, let.StatusCode);
    }

    private static string Counts(JsonElement import)
    {
        var counts = import.GetProperty("counts");
        return $"{import.GetProperty("status")} {counts.GetProperty("lines")} = {counts.GetProperty("imported")} + {counts.GetProperty("duplicates")} + {counts.GetProperty("quarantined")} + {counts.GetProperty("ignored")}";
    }

    private static async Task<string> FiguresAsync(HttpClient http)
    {
        var answer = await http.GetFromJsonAsync<JsonElement>($"/api/v1/metrics?{Range}&source=retry-rotated", Token);
        var deliveries = Assert.Single(answer.GetProperty("rows").EnumerateArray()).GetProperty("deliveries");
        return $"{deliveries.GetProperty("attempted")} attempted, {deliveries.GetProperty("accepted")} accepted, {deliveries.GetProperty("hard")} hard, {deliveries.GetProperty("firstDeferred")} first deferred";
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string sentence)
    {
        using (response)
        {
            Assert.Equal(status, response.StatusCode);
            Assert.Contains(sentence, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    private static async Task<Uri> SendAsync(HttpClient http, string log, string source)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(log));
        using var response = await http.PostAsync($"/api/v1/imports?source={source}", content, Token);
        response.EnsureSuccessStatusCode();
        return response.Headers.Location!;
    }

    private static async Task<JsonElement> EndOfAsync(HttpClient http, Uri address)
    {
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        JsonElement import;
        do
        {
            await look.WaitForNextTickAsync(Token);
            import = await http.GetFromJsonAsync<JsonElement>(address, Token);
        }
        while (import.GetProperty("status").GetString() is "queued" or "running");
        return import;
    }

    private async Task ConfirmAsync(string source, string format, SourceReading reading) =>
        await Sources.ConfirmReadingAsync((await Sources.FindAsync(source, Token))!.Id, format, reading.ToJson(), RunningDashboard.Analyst, Token);

    private async Task<HttpClient> OpenAsync()
    {
        using var browser = await running.OpenAsync(Token);
        var http = new HttpClient { BaseAddress = browser.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningDashboard.ApiKey);
        return http;
    }
}
