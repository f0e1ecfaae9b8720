using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Dashboard.Web.Tests.Endpoints;

/// <summary>What the API says about a log that holds neither deferrals nor complaints, but queues held back.</summary>
[Collection(SharedDashboard.Name)]
public sealed class HonestRatesEndpointTests(RunningDashboard running)
{
    private const string Source = "honest-mta";
    private const string Range = "from=2025-09-01&to=2025-09-02&source=" + Source;

    // Three accepted (one 20 minutes after queueing), one refused; two queues held back.
    private const string Log =
        """
        type,timeLogged,timeQueued,orig,rcpt,dsnStatus,dsnDiag,dsnMta,vmtaPool,envId,queue
        d,2025-09-01 10:00:05+0000,2025-09-01 10:00:00+0000,s@x.example,a@honest.example,2.0.0,smtp;250 ok,mx.honest.example (192.0.2.9),pool-a,e1,honest.example/v1
        d,2025-09-01 10:00:06+0000,2025-09-01 10:00:00+0000,s@x.example,b@honest.example,2.0.0,smtp;250 ok,mx.honest.example (192.0.2.9),pool-a,e2,honest.example/v1
        d,2025-09-01 10:20:00+0000,2025-09-01 10:00:00+0000,s@x.example,c@honest.example,2.0.0,smtp;250 ok,mx.honest.example (192.0.2.9),pool-a,e3,honest.example/v1
        b,2025-09-01 10:00:07+0000,2025-09-01 10:00:00+0000,s@x.example,d@honest.example,5.1.1,smtp;550 5.1.1 No such user,mx.honest.example (192.0.2.9),pool-a,e4,honest.example/v1
        tq,2025-09-01 10:01:00+0000,,,,4.7.0,smtp;421 4.7.0 Too many connections,mx.honest.example (192.0.2.9),pool-a,,honest.example/v1
        tq,2025-09-01 10:11:00+0000,,,,4.7.0,smtp;421 4.7.0 Too many connections,mx.honest.example (192.0.2.9),pool-a,,only-held.example/v1

        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_log_cannot_show_is_null_with_the_reason_and_late_mail_and_queues_are_there()
    {
        using var http = await LoadedAsync();

        var row = Assert.Single(await RowsAsync(http, $"metrics?{Range}"));

        var rates = row.GetProperty("rates");
        Assert.Equal("3/4 0.75 1", Text(rates.GetProperty("acceptance")));
        Assert.False(rates.GetProperty("acceptance").TryGetProperty("notObservable", out _));
        Assert.Equal("0/0 null 0", Text(rates.GetProperty("deferral")));
        Assert.Equal(
            "The logs of “honest-mta” hold no deferrals. Add “t” to the records line of the acct-file block, like “records d,b,t”.",
            rates.GetProperty("deferral").GetProperty("notObservable").GetString());
        Assert.Equal("1/3 0.3333333333333333 1", Text(rates.GetProperty("late")));
        Assert.Equal("2/3 0.6666666666666666 1", Text(rates.GetProperty("acceptedWithin1m")));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("receiverTime").ValueKind);
        Assert.Equal(2, row.GetProperty("throttled").GetInt64());
        Assert.Equal(4, row.GetProperty("attempts").GetProperty("total").GetInt64());
        Assert.Equal(4, row.GetProperty("deliveries").GetProperty("attempted").GetInt64());
    }

    [Fact]
    public async Task Queues_held_back_are_replies_and_events_without_recipient_and_delivery()
    {
        using var http = await LoadedAsync();

        var replies = await ItemsAsync(http, $"replies?{Range}&outcome=throttled");
        var events = await ItemsAsync(http, $"attempts?{Range}&type=throttled");

        Assert.Equal("throttled deferred-rate-limit 0 2", Assert.Single(replies.Select(r =>
            $"{r.GetProperty("outcome")} {r.GetProperty("category")} {r.GetProperty("attempts")} {r.GetProperty("throttled")}")));
        Assert.Equal(
            ["throttling only-held.example pool-a  ", "throttling honest.example pool-a  "],
            events.Select(e => $"{e.GetProperty("kind")} {e.GetProperty("domain")} {e.GetProperty("pool")} {e.GetProperty("recipient")} {e.GetProperty("deliveryId")}"));
    }

    private static string Text(JsonElement rate) =>
        $"{rate.GetProperty("numerator")}/{rate.GetProperty("denominator")} {rate.GetProperty("value").GetRawText()} {rate.GetProperty("coverage")}";

    private static async Task<IReadOnlyList<JsonElement>> RowsAsync(HttpClient http, string path) =>
        [.. (await http.GetFromJsonAsync<JsonElement>($"/api/v1/{path}", Token)).GetProperty("rows").EnumerateArray()];

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(HttpClient http, string path) =>
        [.. (await http.GetFromJsonAsync<JsonElement>($"/api/v1/{path}", Token)).GetProperty("items").EnumerateArray()];

    // Sent again it adds nothing: each test may load it.
    private async Task<HttpClient> LoadedAsync()
    {
        using var browser = await running.OpenAsync(Token);
        var http = new HttpClient { BaseAddress = browser.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new("Bearer", RunningDashboard.ApiKey);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Log));
        content.Headers.Add("X-File-Name", "acct.csv");
        using var response = await http.PostAsync($"/api/v1/imports?source={Source}", content, Token);
        response.EnsureSuccessStatusCode();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
        {
            await look.WaitForNextTickAsync(Token);
        }
        while ((await http.GetFromJsonAsync<JsonElement>(response.Headers.Location, Token)).GetProperty("status").GetString() is not "completed");
        return http;
    }
}
