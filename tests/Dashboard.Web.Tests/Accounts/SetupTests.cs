using Dashboard.Testing;

namespace Dashboard.Web.Tests.Accounts;

public sealed class SetupTests(PostgresServer server)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_set_up_at_once_one_administrator_is_made_and_the_rest_are_sent_to_sign_in()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        await using var process = await DashboardProcess.StartAsync(
            new Dictionary<string, string> { ["ConnectionStrings__Dashboard"] = database.ConnectionString }, Token);
        Assert.Contains("the first visit creates the administrator", process.StartLines[2], StringComparison.Ordinal);

        var targets = await Task.WhenAll(
            Enumerable.Range(1, 5).Select(i => SetUpAsync(process.BaseAddress, $"first{i}@example.com")));

        Assert.Single(targets, "/");
        Assert.Equal(4, targets.Count(target => target == "/sign-in"));
        Assert.Equal(1, await database.ReadAsync<long>("select count(*) from users", Token));
        Assert.Equal("Administrator", await database.ReadAsync<string>("select r.name from user_roles join roles r on r.id = role_id", Token));
        Assert.Equal("Northwind Europe/Oslo", await database.ReadAsync<string>("select name || ' ' || time_zone from workspaces", Token));
    }

    private static async Task<string?> SetUpAsync(Uri address, string email)
    {
        using var browser = new FormBrowser(address);
        using var response = await browser.SubmitAsync(
            "/setup",
            new Dictionary<string, string>
            {
                ["Input.Workspace"] = "Northwind",
                ["Input.TimeZone"] = "Europe/Oslo",
                ["Input.Name"] = "Ada",
                ["Input.Email"] = email,
                ["Input.Password"] = RunningDashboard.Password,
            },
            Token);
        return FormBrowser.TargetOf(response);
    }
}
