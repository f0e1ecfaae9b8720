using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Dashboard.Web.Tests.Accounts;

[Collection(SharedDashboard.Name)]
public sealed class ApiCookieTests(RunningDashboard dashboard)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Addresses_of_the_api_answer_anonymous_callers_with_problem_details_not_with_a_sign_in_page()
    {
        using var browser = await dashboard.OpenAsync(Token);

        using var response = await browser.GetAsync("/api/v1/imports", Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_change_by_a_signed_in_browser_needs_the_token_in_a_header()
    {
        using var browser = await dashboard.SignInAsync(RunningDashboard.Analyst, Token);
        var answer = await browser.Http.GetFromJsonAsync<JsonElement>("/api/antiforgery", Token);
        using var withToken = new HttpRequestMessage(HttpMethod.Post, "/api/v1/no-such-call");
        withToken.Headers.Add("RequestVerificationToken", answer.GetProperty("token").GetString());
        using var wrongToken = new HttpRequestMessage(HttpMethod.Post, "/api/v1/no-such-call");
        wrongToken.Headers.Add("RequestVerificationToken", "x");

        using var without = await browser.Http.PostAsync("/api/v1/no-such-call", null, Token);
        using var wrong = await browser.Http.SendAsync(wrongToken, Token);
        using var with = await browser.Http.SendAsync(withToken, Token);

        Assert.Equal(HttpStatusCode.BadRequest, without.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, with.StatusCode);
        Assert.Equal("application/problem+json", with.Content.Headers.ContentType?.MediaType);
    }
}
