using System.Net;

namespace Dashboard.Web.Tests.Accounts;

[Collection(SharedDashboard.Name)]
public sealed class AccessTests(RunningDashboard dashboard)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> ClosedPages => PageRoutes.Closed();

    public static TheoryData<string> AdministratorPages => PageRoutes.Administrators();

    public static TheoryData<string> ViewerPages => PageRoutes.Viewers();

    [Theory]
    [MemberData(nameof(ClosedPages))]
    public async Task Anonymous_people_are_sent_to_sign_in(string path)
    {
        using var browser = await dashboard.OpenAsync(Token);

        using var response = await browser.GetAsync(path, Token);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"/sign-in?returnUrl={Uri.EscapeDataString(path)}", FormBrowser.TargetOf(response));
    }

    [Fact]
    public async Task Viewers_are_refused_on_the_pages_of_administrators()
    {
        using var browser = await dashboard.SignInAsync(RunningDashboard.Viewer, Token);

        foreach (var path in AdministratorPages.Select(row => row.Data))
        {
            using var response = await browser.GetAsync(path, Token);

            Assert.Equal($"/access-denied?returnUrl={Uri.EscapeDataString(path)}", FormBrowser.TargetOf(response));
        }
    }

    [Fact]
    public async Task Administrators_open_every_page()
    {
        using var browser = await dashboard.SignInAsync(RunningDashboard.Administrator, Token);

        foreach (var path in ViewerPages.Concat(AdministratorPages).Select(row => row.Data))
        {
            using var response = await browser.GetAsync(path, Token);

            // Pages about one thing: nothing of that name is stored here, which the page itself says.
            var isMissing = response.StatusCode == HttpStatusCode.NotFound && await IsInFrameAsync(response);
            Assert.True(response.StatusCode == HttpStatusCode.OK || isMissing, $"{path} answered {response.StatusCode}");
        }
    }

    [Fact]
    public async Task What_is_not_stored_answers_404_inside_the_frame()
    {
        using var browser = await dashboard.SignInAsync(RunningDashboard.Analyst, Token);

        foreach (var (path, title) in new[]
        {
            ("/deliveries/00000000000000ff", "No such delivery"),
            ("/deliveries/x", "No such delivery"),
            ("/replies/2147483647", "No such reply"),
            ("/replies/rules/edit/NoSuch", "There is no such rule"),
            ("/replies/rules/versions/2147483647", "There is no such version"),
            ("/mapping/edit/NoSuch", "You say nothing about this provider"),
            ("/imports/2147483647", "No import has the number 2147483647"),
            ("/imports/2147483647/columns", "No import has the number 2147483647"),
            ("/sources/2147483647", "There is no such source"),
        })
        {
            using var response = await browser.GetAsync(path, Token);

            Assert.True(response.StatusCode == HttpStatusCode.NotFound, $"{path} answered {response.StatusCode}");
            Assert.True(await IsInFrameAsync(response), path);
            Assert.Contains(title, await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Access_denied_answers_403()
    {
        using var browser = await dashboard.SignInAsync(RunningDashboard.Viewer, Token);

        using var response = await browser.GetAsync("/access-denied", Token);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Not allowed", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_address_answers_404_with_a_page()
    {
        using var browser = await dashboard.SignInAsync(RunningDashboard.Viewer, Token);

        using var response = await browser.GetAsync("/no-such-page", Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is no page at this address", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Circuits_are_refused_to_anonymous_people_and_to_other_sites()
    {
        using var anonymous = await dashboard.OpenAsync(Token);
        using var viewer = await dashboard.SignInAsync(RunningDashboard.Viewer, Token);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        foreign.Headers.Add("Origin", "https://evil.example");

        using var refused = await anonymous.Http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Token);
        using var fromElsewhere = await viewer.Http.SendAsync(foreign, Token);
        using var own = await viewer.Http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Token);

        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, fromElsewhere.StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task Health_is_open()
    {
        using var browser = await dashboard.OpenAsync(Token);

        Assert.Equal("live", await browser.Http.GetStringAsync("/health/live", Token));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/health/ready", Token)).StatusCode);
    }

    private static async Task<bool> IsInFrameAsync(HttpResponseMessage response) =>
        (await response.Content.ReadAsStringAsync(Token)).Contains("<main id=\"content\"", StringComparison.Ordinal);
}
