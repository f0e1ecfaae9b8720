using System.Net;

namespace Dashboard.Web.Tests.Accounts;

[Collection(SharedDashboard.Name)]
public sealed class SignInTests(RunningDashboard dashboard)
{
    private const string Refusal = "e-mail address or the password is wrong";
    private const string Locked = "locked for 15 minutes";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_also_for_the_right_one()
    {
        using var browser = await dashboard.OpenAsync(Token);
        await dashboard.AddPersonAsync("locked@example.com", "Viewer", Token);
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            Assert.Contains(Refusal, await TryAsync(browser, "locked@example.com", "wrong"), StringComparison.Ordinal);
        }

        Assert.Contains(Locked, await TryAsync(browser, "locked@example.com", "wrong"), StringComparison.Ordinal);
        Assert.Contains(Locked, await TryAsync(browser, "locked@example.com", RunningDashboard.Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_as_a_wrong_password()
    {
        using var browser = await dashboard.OpenAsync(Token);

        Assert.Contains(Refusal, await TryAsync(browser, "nobody@example.com", "wrong"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_password_is_not_written_into_the_page()
    {
        using var browser = await dashboard.OpenAsync(Token);

        Assert.DoesNotContain("my-secret-typo", await TryAsync(browser, "nobody@example.com", "my-secret-typo"), StringComparison.Ordinal);
        Assert.DoesNotContain("my-secret-typo", await TryAsync(browser, RunningDashboard.Analyst, "my-secret-typo"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/imports?source=a", "/imports?source=a")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    public async Task Sign_in_goes_on_to_addresses_of_this_site_only(string returnUrl, string expected)
    {
        using var browser = await dashboard.OpenAsync(Token);

        using var response = await browser.SignInAsync(
            RunningDashboard.Analyst, RunningDashboard.Password, Token, $"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.Equal(expected, FormBrowser.TargetOf(response));
    }

    [Fact]
    public async Task The_sign_in_cookie_is_hidden_from_scripts_and_from_posts_of_other_sites()
    {
        using var browser = await dashboard.OpenAsync(Token);

        using var response = await browser.SignInAsync(RunningDashboard.Viewer, RunningDashboard.Password, Token);

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("dashboard=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var browser = await dashboard.OpenAsync(Token);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "sign-in",
            ["Input.Email"] = RunningDashboard.Viewer,
            ["Input.Password"] = RunningDashboard.Password,
        });

        using var response = await browser.Http.PostAsync("/sign-in", form, Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Signing_out_needs_the_token_and_ends_the_session()
    {
        using var browser = await dashboard.SignInAsync(RunningDashboard.Viewer, Token);
        using var empty = new FormUrlEncodedContent([]);
        using var forged = await browser.Http.PostAsync("/sign-out", empty, Token);
        var fields = FormBrowser.HiddenFieldsOf(await browser.Http.GetStringAsync("/account", Token));
        using var form = new FormUrlEncodedContent([fields.First(f => f.Key == "__RequestVerificationToken")]);

        using var stillIn = await browser.GetAsync("/account", Token);
        using var signedOut = await browser.Http.PostAsync("/sign-out", form, Token);
        using var after = await browser.GetAsync("/account", Token);

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, stillIn.StatusCode);
        Assert.Equal("/sign-in", FormBrowser.TargetOf(signedOut));
        Assert.Equal("/sign-in?returnUrl=%2Faccount", FormBrowser.TargetOf(after));
    }

    [Fact]
    public async Task Set_up_is_closed_once_somebody_can_sign_in()
    {
        using var browser = await dashboard.OpenAsync(Token);

        using var response = await browser.GetAsync("/setup", Token);

        Assert.Equal("/sign-in", FormBrowser.TargetOf(response));
        Assert.Equal(0, await dashboard.Database.ReadAsync<long>("select count(*) from users where email = 'intruder@example.com'", Token));
    }

    private static async Task<string> TryAsync(FormBrowser browser, string email, string password)
    {
        using var response = await browser.SignInAsync(email, password, Token);
        return await response.Content.ReadAsStringAsync(Token);
    }
}
