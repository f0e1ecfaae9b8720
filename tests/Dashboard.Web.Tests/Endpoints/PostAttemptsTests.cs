using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Dashboard.Formats.Posted;
using Dashboard.Web.Endpoints;

namespace Dashboard.Web.Tests.Endpoints;

/// <summary>Attempts posted to the API, and every body that is refused.</summary>
[Collection(SharedDashboard.Name)]
public sealed class PostAttemptsTests(RunningDashboard running)
{
    private const string Good = """{"occurredAt":"2025-02-03T10:00:00+01:00","outcome":"accepted","recipient":"a@posted.example","messageId":"m1","reply":"250 ok"}""";

    private static readonly TimeSpan StoredWithin = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Posted_attempts_are_answered_and_counted_and_a_body_sent_twice_or_at_once_counts_once()
    {
        using var http = await OpenAsync();
        var body = Body(
            Good,
            """{"id":"e2","occurredAt":"2025-02-03T09:00:05Z","outcome":"deferred","recipient":"b@posted.example","messageId":"m2","code":451,"enhancedCode":"4.7.1","reply":"Later","relay":"mx.posted.example"}""",
            """{"occurredAt":"2025-02-03T09:20:00.1234567Z","outcome":"rejected","recipient":"b@posted.example","messageId":"m2","reply":"550 5.1.1 No such\nuser","stream":"promo","ip":"192.0.2.7","stage":"rcpt-to"}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostAsync(http, "posted", body)));

        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Accepted, "{\"received\":3}"), a));
        var items = await StoredAsync(http, "posted", 12);
        Assert.Equal(3, items.Length);
        var rejected = items.Single(i => i.GetProperty("outcome").GetString() == "rejected");
        Assert.Equal("550 5.1.1 No such user", rejected.GetProperty("reply").GetString());
        Assert.Equal(("rcpt-to", "promo", "192.0.2.7", "rejected-invalid-user"), (
            Text(rejected, "stage"), Text(rejected, "stream"), Text(rejected, "ip"), Text(rejected, "category")));
        Assert.Equal("451 4.7.1 Later", Text(items.Single(i => Text(i, "outcome") == "deferred"), "reply"));
        Assert.Equal("2025-02-03T09:00:00Z", Text(items.Single(i => Text(i, "outcome") == "accepted"), "occurredAt"));
    }

    [Theory]
    [InlineData("""{"occurredAt":"2025-02-03 10:00","outcome":"accepted","recipient":"a@x.example"}""", "attempts[1].occurredAt")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00","outcome":"accepted","recipient":"a@x.example"}""", "attempts[1].occurredAt")]
    [InlineData("""{"occurredAt":"9999-12-31T23:59:59Z","outcome":"accepted","recipient":"a@x.example"}""", "attempts[1].occurredAt")]
    [InlineData("""{"occurredAt":1738576800,"outcome":"accepted","recipient":"a@x.example"}""", "attempts[1].occurredAt")]
    [InlineData("""{"outcome":"accepted","recipient":"a@x.example"}""", "attempts[1].occurredAt")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"delivered","recipient":"a@x.example"}""", "attempts[1].outcome")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"throttled","recipient":"a@x.example"}""", "attempts[1].outcome")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"nobody"}""", "attempts[1].recipient")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":null}""", "attempts[1].recipient")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"a@x.example","code":1e999}""", "attempts[1].code")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"a@x.example","code":"250"}""", "attempts[1].code")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"a@x.example","enhancedCode":"five"}""", "attempts[1].enhancedCode")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"a@x.example","reply":"\ud800"}""", "attempts[1].reply")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"a@x.example","reply":"a\u0000b"}""", "attempts[1].reply")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"a@x.example","campaign":"a\u0007b"}""", "attempts[1].campaign")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"a@x.example","stage":"later"}""", "attempts[1].stage")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"a@x.example","hasReply":"yes"}""", "attempts[1].hasReply")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"a@x.example","sendingIp":"192.0.2.1"}""", "attempts[1].sendingIp")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","recipient":"a@x.example","\ud800":"x"}""", "body")]
    [InlineData("""{"occurredAt":"2025-02-03T10:00:00Z","outcome":"accepted","outcome":"rejected","recipient":"a@x.example"}""", "body")]
    [InlineData("17", "attempts[1]")]
    [InlineData("null", "attempts[1]")]
    [InlineData("{", "body")]
    public async Task A_body_with_one_mistake_is_refused_with_its_place_and_nothing_of_it_is_taken(string second, string place)
    {
        using var http = await OpenAsync();

        var (status, answer) = await PostAsync(http, "refused", Body(Good, second));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var errors = JsonDocument.Parse(answer).RootElement.GetProperty("errors");
        Assert.Equal([place], errors.EnumerateObject().Select(e => e.Name));
        Assert.Equal(0L, await running.Database.ReadAsync<long>("select count(*) from sources where name = 'refused'", Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("\ufeff{\"attempts\":[]}")]
    [InlineData("{\"attempts\":{}}")]
    [InlineData("{\"attempts\":[],\"more\":1}")]
    [InlineData("{\"Attempts\":[]}")]
    public async Task A_body_that_is_no_list_of_attempts_is_refused(string body)
    {
        using var http = await OpenAsync();

        var (status, answer) = await PostAsync(http, "refused", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("\"body\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        using var http = await OpenAsync();
        var bytes = Encoding.Latin1.GetBytes(Body(Good.Replace("250 ok", "250 \u00e9", StringComparison.Ordinal)));
        using var content = new ByteArrayContent(bytes);

        using var response = await http.PostAsync("/api/v1/attempts?source=refused", content, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_thousand_attempts_are_taken_and_one_more_or_none_are_refused()
    {
        using var http = await OpenAsync();
        var attempts = Enumerable.Range(0, 1001).Select(i => Good.Replace("a@", $"p{i}@", StringComparison.Ordinal)).ToArray();

        Assert.Equal((HttpStatusCode.Accepted, "{\"received\":1000}"), await PostAsync(http, "thousand", Body(attempts[..1000])));
        var (status, answer) = await PostAsync(http, "thousand", Body(attempts));
        var (none, _) = await PostAsync(http, "thousand", Body());

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (status, none));
        Assert.Contains("A list of 1 to 1,000 attempts; here are 1,001.", answer, StringComparison.Ordinal);
        await StoredAsync(http, "thousand", 1000);
    }

    [Fact]
    public async Task A_body_larger_than_four_megabytes_a_missing_source_and_a_missing_key_are_refused()
    {
        using var http = await OpenAsync();
        var (large, _) = await PostAsync(http, "refused", new string(' ', 5 << 20));
        using var unnamed = await http.PostAsync("/api/v1/attempts", new StringContent(Body(Good)), Token);
        http.DefaultRequestHeaders.Authorization = null;
        var (anonymous, _) = await PostAsync(http, "refused", Body(Good));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large);
        Assert.Equal(HttpStatusCode.BadRequest, unnamed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous);
    }

    [Fact]
    public async Task While_too_much_waits_a_body_is_refused_for_now_and_taken_when_there_is_room()
    {
        using var http = await OpenAsync();
        await running.Database.ExecuteAsync("insert into sources (name, format, created_at, capabilities) values ('full', 'api', now(), '{}')", Token);
        await running.Database.ExecuteAsync(
            "insert into inbox (source_id, format, attempts, body, set_aside) select id, 'api', 1, convert_to(repeat('x', 64 << 20), 'UTF8'), 'test' from sources, generate_series(1, 4) where name = 'full'",
            Token);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(StoredWithin);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        HttpResponseMessage answer;
        while ((answer = await http.PostAsync("/api/v1/attempts?source=full", new StringContent(Body(Good)), limit.Token)).StatusCode == HttpStatusCode.Accepted)
        {
            await look.WaitForNextTickAsync(limit.Token);
        }

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "10"), (answer.StatusCode, answer.Headers.GetValues("Retry-After").Single()));
        Assert.Contains("Nothing of the body was taken", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await running.Database.ExecuteAsync("delete from inbox where set_aside = 'test'", Token);
        while ((await PostAsync(http, "full", Body(Good))).Status != HttpStatusCode.Accepted)
        {
            await look.WaitForNextTickAsync(limit.Token);
        }
    }

    [Fact]
    public async Task An_import_that_still_takes_posts_is_neither_deleted_nor_read_again()
    {
        using var http = await OpenAsync();
        await PostAsync(http, "open", Body(Good));
        await StoredAsync(http, "open", 1);
        var id = await running.Database.ReadAsync<int>("select max(i.id) from imports i join sources s on s.id = i.source_id where s.name = 'open'", Token);

        using var deleted = await http.DeleteAsync($"/api/v1/imports/{id}", Token);
        using var again = await http.PostAsync($"/api/v1/imports/{id}/retry", null, Token);
        var import = await http.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}", Token);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (deleted.StatusCode, again.StatusCode));
        Assert.Contains("when its hour is over", await deleted.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(("receiving", 1), (Text(import, "status"), import.GetProperty("counts").GetProperty("imported").GetInt32()));
    }

    [Fact]
    public void The_description_names_exactly_the_fields_that_are_read() => Assert.Equal(
        PostedFields.All.Select(f => f.Name),
        typeof(AttemptToPost).GetProperties().Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).OrderBy(n => PostedFields.All.ToList().FindIndex(f => f.Name == n)));

    private static string Body(params string[] attempts) => $"{{\"attempts\":[{string.Join(',', attempts)}]}}";

    private static string? Text(JsonElement item, string field) => item.GetProperty(field).GetString();

    private static async Task<(HttpStatusCode Status, string Answer)> PostAsync(HttpClient http, string source, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync($"/api/v1/attempts?source={source}", content, Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    /// <summary>The source's attempts, once so many lines of its posts are accounted for.</summary>
    private async Task<JsonElement[]> StoredAsync(HttpClient http, string source, long lines)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(StoredWithin);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await running.Database.ReadAsync<long>(
            $"select coalesce(sum(lines), 0)::bigint from imports i join sources s on s.id = i.source_id where s.name = '{source}'", limit.Token) < lines)
        {
            await look.WaitForNextTickAsync(limit.Token);
        }

        var answer = await http.GetFromJsonAsync<JsonElement>($"/api/v1/attempts?source={source}&from=2025-02-03&to=2025-02-04", Token);
        return [.. answer.GetProperty("items").EnumerateArray()];
    }

    private async Task<HttpClient> OpenAsync()
    {
        using var browser = await running.OpenAsync(Token);
        var http = new HttpClient { BaseAddress = browser.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningDashboard.ApiKey);
        return http;
    }
}
