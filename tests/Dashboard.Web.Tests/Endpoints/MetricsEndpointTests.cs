using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Testing.Generation;

namespace Dashboard.Web.Tests.Endpoints;

/// <summary>What the API says about a log whose truth is known, from upload to rates.</summary>
public sealed class MetricsEndpointTests(LoadedDashboard dashboard) : IClassFixture<LoadedDashboard>
{
    private const string All = "from=2024-06-01&to=2024-07-01";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private GroundTruth Truth => dashboard.Truth;

    [Fact]
    public void Every_line_of_the_log_is_accounted_for()
    {
        var counts = dashboard.Import.GetProperty("counts");

        Assert.Equal("completed", dashboard.Import.GetProperty("status").GetString());
        Assert.Equal(Truth.Lines + 1, counts.GetProperty("lines").GetInt64());
        Assert.Equal(Truth.Lines, counts.GetProperty("imported").GetInt64());
        Assert.Equal(1, counts.GetProperty("ignored").GetInt64());
    }

    [Theory]
    [InlineData(Dimension.Domain, "domain")]
    [InlineData(Dimension.Campaign, "campaign")]
    [InlineData(Dimension.Stream, "stream")]
    [InlineData(Dimension.List, "listSource")]
    public async Task Attempts_and_deliveries_by_a_dimension_are_the_truth(Dimension dimension, string word)
    {
        var expected = Truth.By(dimension).ToDictionary(cell => cell.Key, cell => $"{Attempts(cell.Value)} / {Deliveries(cell.Value)}");

        var rows = await dashboard.RowsAsync($"{All}&groupBy={word}&clock=cohort&limit=7", Token);

        Assert.Equal(
            Lines(expected),
            Lines(rows.ToDictionary(row => row.GetProperty("keys").GetProperty(word).GetString()!, row => $"{Attempts(row)} / {Deliveries(row)}")));
    }

    [Theory]
    [InlineData(Dimension.Ip, "ip")]
    [InlineData(Dimension.Pool, "pool")]
    public async Task Attempts_by_address_and_pool_are_the_truth(Dimension dimension, string word)
    {
        var rows = await dashboard.RowsAsync($"{All}&groupBy={word}", Token);

        Assert.Equal(
            Lines(Truth.By(dimension).ToDictionary(cell => cell.Key, cell => Attempts(cell.Value))),
            Lines(rows.Where(row => Keys(row) != "").ToDictionary(Keys, Attempts)));
    }

    [Fact]
    public async Task The_answer_names_the_rules_by_which_replies_were_classified()
    {
        var rules = (await dashboard.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/metrics?{All}", UriKind.Relative), Token)).GetProperty("rules");

        Assert.Equal(0, rules.GetProperty("version").GetInt32());
        Assert.Equal(RuleSet.Default.Version, rules.GetProperty("rules").GetString());
    }

    [Fact]
    public async Task Attempts_by_hour_are_the_truth()
    {
        var expected = Truth.By(Dimension.Hour).Where(cell => Attempts(cell.Value) != "0 0 0").ToDictionary(cell => cell.Key, cell => Attempts(cell.Value));

        var rows = await dashboard.RowsAsync($"{All}&interval=hour", Token);

        Assert.Equal(
            Lines(expected),
            Lines(rows.ToDictionary(row => row.GetProperty("time").GetString()![..13], Attempts).Where(row => row.Value != "0 0 0").ToDictionary()));
    }

    [Fact]
    public async Task Final_states_add_up_to_resolved_and_with_the_waiting_to_attempted()
    {
        var row = Assert.Single(await dashboard.RowsAsync($"{All}&clock=cohort", Token)).GetProperty("deliveries");
        long Count(string name) => row.GetProperty(name).GetInt64();

        Assert.Equal(Truth.Total.Attempted, Count("attempted"));
        Assert.Equal(Truth.Total.Resolved, Count("resolved"));
        Assert.Equal(Truth.Total.Waiting, Count("waiting"));
        Assert.Equal(
            Count("resolved"),
            Count("accepted") + Count("hard") + Count("block") + Count("local") + Count("other") + Count("unclassified") + Count("expired"));
        Assert.Equal(Truth.Total.EverDeferred, Count("everDeferred") + Count("firstGreylisted"));
        Assert.Equal(Truth.Total.AcceptedThenBounced, Count("acceptedThenBounced"));
        Assert.Equal(Truth.Total.Complained, Count("complained"));
    }

    [Fact]
    public async Task A_rate_comes_with_its_two_counts()
    {
        var row = Assert.Single(await dashboard.RowsAsync($"{All}&clock=cohort", Token));

        var rate = row.GetProperty("rates").GetProperty("acceptance");

        Assert.Equal(Truth.Total.DeliveriesAccepted, rate.GetProperty("numerator").GetInt64());
        Assert.Equal(Truth.Total.Attempted, rate.GetProperty("denominator").GetInt64());
        Assert.Equal((double)Truth.Total.DeliveriesAccepted / Truth.Total.Attempted, rate.GetProperty("value").GetDouble(), 1e-12);
    }

    [Theory]
    [InlineData("failures")]
    [InlineData("-failures")]
    public async Task Rows_are_sorted_by_a_count_and_ties_by_key_over_all_pages(string sort)
    {
        static long Failures(JsonElement row) => Attempt(row, "deferred") + Attempt(row, "rejected");

        var rows = await dashboard.RowsAsync($"{All}&groupBy=domain&sort={sort}&limit=7", Token);

        var byKey = (await dashboard.RowsAsync($"{All}&groupBy=domain", Token)).ToList();
        Assert.Equal((sort[0] == '-' ? byKey.OrderByDescending(Failures) : byKey.OrderBy(Failures)).Select(Keys), rows.Select(Keys));
        Assert.True(Failures(rows[0]) != Failures(rows[^1]));
    }

    [Fact]
    public async Task Rows_are_sorted_by_a_rate_and_those_without_a_value_come_last()
    {
        static double? Rate(JsonElement row) => row.GetProperty("rates").GetProperty("retrySuccess").GetProperty("value") is { ValueKind: JsonValueKind.Number } value
            ? value.GetDouble()
            : null;

        var rates = (await dashboard.RowsAsync($"{All}&groupBy=domain&clock=cohort&sort=-retrySuccess", Token)).Select(Rate).ToArray();

        Assert.Equal(rates.OrderByDescending(rate => rate ?? -1), rates);
        Assert.Contains(rates, rate => rate is not null);
    }

    [Fact]
    public async Task By_category_there_are_shares_that_add_up_and_no_rates()
    {
        var rows = await dashboard.RowsAsync($"{All}&groupBy=category", Token);

        Assert.All(rows, row => Assert.False(row.TryGetProperty("rates", out _)));
        Assert.All(rows, row => Assert.False(row.GetProperty("deliveries").TryGetProperty("attempted", out _)));
        Assert.Equal(1, rows.Sum(row => row.GetProperty("shares").GetProperty("attempts").GetProperty("value").GetDouble()), 1e-9);
    }

    [Fact]
    public async Task What_exists_for_cohorts_only_is_left_out_on_the_event_clock()
    {
        var row = Assert.Single(await dashboard.RowsAsync($"{All}&clock=event", Token));

        Assert.All(
            new[] { "waiting", "everDeferred", "retrySucceeded", "acceptedThenBounced", "acceptedThenHardBounced" },
            name => Assert.False(row.GetProperty("deliveries").TryGetProperty(name, out _)));
        Assert.False(row.GetProperty("rates").TryGetProperty("retrySuccess", out _));
        Assert.Equal(JsonValueKind.Null, row.GetProperty("maturity").ValueKind);
    }

    [Fact]
    public async Task The_same_log_again_renamed_and_compressed_adds_nothing()
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(dashboard.Log, Token);
        }

        var again = (await dashboard.SendAsync(compressed.ToArray(), "mta-1", "another-name.csv.gz", Token)).GetProperty("counts");

        Assert.Equal(0, again.GetProperty("imported").GetInt64());
        Assert.Equal(Truth.Lines, again.GetProperty("duplicates").GetInt64());
        var row = Assert.Single(await dashboard.RowsAsync(All, Token));
        Assert.Equal(Attempts(Truth.Total), Attempts(row));
    }

    [Fact]
    public async Task Pages_of_attempts_show_every_event_of_an_import_once()
    {
        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = await dashboard.Http.GetFromJsonAsync<JsonElement>(
                $"/api/v1/attempts?import={dashboard.Import.GetProperty("id").GetInt32()}&limit=1000{(next is null ? "" : $"&cursor={next}")}", Token);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("kind").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        Assert.Equal(Truth.Lines, seen.Count);
        Assert.Equal(Truth.Total.Events(EventType.Expired), seen.Count(kind => kind == "expiration"));
        Assert.Equal(Truth.Total.Events(EventType.AsynchronousBounce), seen.Count(kind => kind == "asynchronousBounce"));
        Assert.Equal(Truth.Total.Events(EventType.Complaint), seen.Count(kind => kind == "complaint"));
    }

    [Fact]
    public async Task The_delivery_of_an_attempt_has_that_attempt_in_its_timeline()
    {
        var page = await dashboard.Http.GetFromJsonAsync<JsonElement>("/api/v1/attempts?type=deferred&limit=1", Token);
        var attempt = page.GetProperty("items")[0];

        var delivery = await dashboard.Http.GetFromJsonAsync<JsonElement>($"/api/v1/deliveries/{attempt.GetProperty("deliveryId").GetString()}", Token);

        Assert.Contains(
            attempt.GetProperty("occurredAt").GetString(),
            delivery.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("occurredAt").GetString()));
    }

    [Fact]
    public async Task Deliveries_by_outcome_are_as_many_as_the_log_holds()
    {
        var truth = Truth.Total;
        var waiting = truth.Attempted - truth.Resolved;

        var all = await DeliveriesAsync("limit=1000");

        Assert.Equal(truth.Attempted, all.Count);
        Assert.Equal(all.Count, all.Select(d => d.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(waiting, all.Count(d => d.GetProperty("state").GetString() == "waiting"));
        Assert.Equal(waiting, (await DeliveriesAsync("outcome=waiting&limit=97")).Count);
        Assert.Equal(truth.DeliveriesExpired, (await DeliveriesAsync("outcome=expired")).Count);
        Assert.Equal(truth.DeliveriesRejected, (await DeliveriesAsync("outcome=rejected")).Count);
        Assert.Equal(truth.AcceptedThenBounced, (await DeliveriesAsync("outcome=bounced-later")).Count);
        Assert.Equal(truth.Complained, (await DeliveriesAsync("outcome=complained")).Count);
        Assert.Equal(
            Truth.By(Dimension.Campaign).ToDictionary(c => c.Key, c => (long)c.Value.Attempted),
            all.GroupBy(d => d.GetProperty("campaign").GetString()!).ToDictionary(g => g.Key, g => g.LongCount()));
    }

    [Fact]
    public async Task A_delivery_is_found_by_its_recipient_its_message_and_its_domain()
    {
        var some = (await DeliveriesAsync("outcome=trouble&limit=1000"))[^1];
        var (id, recipient) = (some.GetProperty("id").GetString(), some.GetProperty("recipient").GetString()!);
        var messageId = some.GetProperty("last").GetProperty("messageId").GetString();
        var domain = recipient[recipient.IndexOf('@', StringComparison.Ordinal)..];

        Assert.Contains(id, (await DeliveriesAsync($"recipient={recipient.ToUpperInvariant()}")).Select(d => d.GetProperty("id").GetString()));
        Assert.Equal([id], (await DeliveriesAsync($"messageId=<{messageId}>")).Select(d => d.GetProperty("id").GetString()));
        var ofDomain = await DeliveriesAsync($"recipient={domain}&limit=1000");
        Assert.Equal(Truth.By(Dimension.Domain)[domain[1..]].Attempted, ofDomain.Count);
    }

    [Theory]
    [InlineData("metrics?nonsense=1", "nonsense")]
    [InlineData("metrics?from=yesterday", "from")]
    [InlineData("metrics?from=2024-06-03&to=2024-06-02", "to")]
    [InlineData("metrics?from=2024-06-03T00:30:00Z", "from")]
    [InlineData("metrics?interval=second", "interval")]
    [InlineData("metrics?interval=day&interval=hour", "interval")]
    [InlineData("metrics?groupBy=provider,shoe", "groupBy")]
    [InlineData("metrics?groupBy=provider,domain,campaign,stream", "groupBy")]
    [InlineData("metrics?groupBy=domain,campaign&interval=hour", "interval")]
    [InlineData("metrics?clock=event&metrics=retrySuccess", "metrics")]
    [InlineData("metrics?sort=shoe", "sort")]
    [InlineData("metrics?sort=--failures", "sort")]
    [InlineData("metrics?sort=-retrySuccess&clock=event", "sort")]
    [InlineData("metrics?groupBy=category&sort=-acceptance", "sort")]
    [InlineData("metrics?limit=0", "limit")]
    [InlineData("metrics?limit=1e3", "limit")]
    [InlineData("metrics?cursor=bm90LW91cnM", "cursor")]
    [InlineData("replies?outcome=bounced", "outcome")]
    [InlineData("attempts?type=accepted,nonsense", "type")]
    [InlineData("attempts?recipient=a%0Ab", "recipient")]
    [InlineData("attempts?cursor=YTotMTow", "cursor")]
    [InlineData("deliveries/xyz", "id")]
    [InlineData("deliveries?recipient=ada", "recipient")]
    [InlineData("deliveries?outcome=lost", "outcome")]
    [InlineData("deliveries?cursor=YTotMTow", "cursor")]
    [InlineData("dimensions/shoe", "dimension")]
    [InlineData("imports?offset=-1", "offset")]
    public async Task A_part_that_cannot_be_read_is_refused_by_name(string call, string field)
    {
        using var response = await dashboard.Http.GetAsync($"/api/v1/{call}", Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal([field], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name));
    }

    [Fact]
    public async Task All_mistakes_of_a_call_are_told_at_once()
    {
        using var response = await dashboard.Http.GetAsync("/api/v1/metrics?interval=second&limit=0&nonsense=1", Token);

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);

        Assert.Equal(["interval", "limit", "nonsense"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Theory]
    [InlineData("/api/v1/imports/999999")]
    [InlineData("/api/v1/imports/999999/quarantine")]
    [InlineData("/api/v1/attempts?import=999999")]
    [InlineData("/api/v1/deliveries/0000000000000000")]
    [InlineData("/api/v1/no-such-call")]
    public async Task What_does_not_exist_is_404_with_problem_details(string path)
    {
        using var response = await dashboard.Http.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task The_description_names_every_parameter_that_is_read()
    {
        var description = await dashboard.Http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Token);

        var names = description.GetProperty("paths").GetProperty("/api/v1/metrics").GetProperty("get").GetProperty("parameters")
            .EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()!).ToArray();

        Assert.Superset(new HashSet<string> { "from", "to", "provider", "not.provider", "interval", "groupBy", "clock", "metrics", "limit", "cursor" }, names.ToHashSet());
    }

    private async Task<IReadOnlyList<JsonElement>> DeliveriesAsync(string query)
    {
        var found = new List<JsonElement>();
        string? next = null;
        do
        {
            var page = await dashboard.Http.GetFromJsonAsync<JsonElement>($"/api/v1/deliveries?{query}{(next is null ? "" : $"&cursor={next}")}", Token);
            found.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);
        return found;
    }

    private static string Keys(JsonElement row) => string.Join('|', row.GetProperty("keys").EnumerateObject().Select(key => key.Value.GetString()));

    private static long Attempt(JsonElement row, string outcome) => row.GetProperty("attempts").GetProperty(outcome).GetInt64();

    private static string Attempts(TruthCell cell) =>
        $"{cell.Events(EventType.Accepted)} {cell.Events(EventType.Deferred)} {cell.Events(EventType.Rejected)}";

    private static string Attempts(JsonElement row)
    {
        var attempts = row.GetProperty("attempts");
        return $"{attempts.GetProperty("accepted")} {attempts.GetProperty("deferred")} {attempts.GetProperty("rejected")}";
    }

    private static string Deliveries(TruthCell cell) =>
        $"{cell.Attempted} {cell.Resolved} {cell.DeliveriesAccepted} {cell.DeliveriesExpired} {cell.AcceptedThenBounced} {cell.Complained}";

    private static string Deliveries(JsonElement row)
    {
        var deliveries = row.GetProperty("deliveries");
        return string.Join(
            ' ', new[] { "attempted", "resolved", "accepted", "expired", "acceptedThenBounced", "complained" }.Select(name => deliveries.GetProperty(name).ToString()));
    }

    private static IEnumerable<string> Lines(Dictionary<string, string> rows) => rows.Select(row => $"{row.Key}: {row.Value}").Order(StringComparer.Ordinal);
}
