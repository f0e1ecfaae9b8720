using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Web.Tests.Components.Replies;

namespace Dashboard.Web.Tests.Endpoints;

[Collection(SharedDashboard.Name)]
public sealed class ClassifyEndpointTests(RunningDashboard dashboard)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_is_answered_with_its_evidence()
    {
        var result = await ClassifyAsync(new { text = TriedReplies.Listed });

        Assert.Equal("rejected-reputation", result.GetProperty("category").GetString());
        Assert.Equal("fair", result.GetProperty("certainty").GetString());
        Assert.Equal(["zen.spamhaus.org"], result.GetProperty("matchedWords").EnumerateArray().Select(w => w.GetString()));
        Assert.Equal("https://check.spamhaus.org/", result.GetProperty("help").GetProperty("url").GetString());
        Assert.StartsWith("Look the named list up", result.GetProperty("explanation").GetProperty("nextSteps")[0].GetString(), StringComparison.Ordinal);
        var facts = result.GetProperty("facts").EnumerateArray().ToDictionary(f => f.GetProperty("kind").GetString()!, f => f);
        Assert.Equal("Spamhaus ZEN", facts["blocklist"].GetProperty("name").GetString());
        Assert.Equal("192.0.2.10", facts["ip"].GetProperty("value").GetString());
        Assert.Empty(facts["url"].GetProperty("links").EnumerateArray());
    }

    [Fact]
    public async Task Rules_that_match_and_lose_are_named()
    {
        var result = await ClassifyAsync(new { text = "550 5.1.1 - 192.0.2.1 has sent to too many recipients this hour. IB607", relay = "smtp.secureserver.net" });

        Assert.Equal("secureserver-hourly-limit", result.GetProperty("rule").GetString());
        Assert.Contains(result.GetProperty("lostRules").EnumerateArray(), lost =>
            lost.GetProperty("reason").GetString() == "invalid-user" && lost.GetProperty("why").GetString() == "provider-first");
    }

    [Fact]
    public async Task The_description_names_every_field_of_the_answer()
    {
        using var http = await OpenAsync();
        var description = await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Token);
        var described = description.GetProperty("components").GetProperty("schemas").GetProperty("ClassifiedAnswer").GetProperty("properties")
            .EnumerateObject().Select(property => property.Name).Order();

        var answered = (await ClassifyAsync(new { text = TriedReplies.Listed })).EnumerateObject().Select(property => property.Name).Order();

        Assert.Equal(answered, described);
    }

    [Fact]
    public async Task Of_a_reply_to_classify_only_its_text_is_required()
    {
        using var http = await OpenAsync();

        var description = await http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Token);

        var body = description.GetProperty("paths").GetProperty("/api/v1/replies/classify").GetProperty("post").GetProperty("requestBody");
        var replies = body.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("properties").GetProperty("replies");
        var reply = replies.GetProperty("items");
        Assert.Equal(["text"], reply.GetProperty("required").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(["recipientDomain", "relay", "text"], reply.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order());
    }

    private async Task<JsonElement> ClassifyAsync(object reply)
    {
        using var http = await OpenAsync();
        using var response = await http.PostAsJsonAsync("/api/v1/replies/classify", new { replies = new[] { reply } }, Token);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("results")[0];
    }

    private async Task<HttpClient> OpenAsync()
    {
        var browser = await dashboard.OpenAsync(Token);
        browser.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningDashboard.ApiKey);
        return browser.Http;
    }
}
