using Dashboard.Testing;

namespace Dashboard.Web.Tests.Hosting;

public sealed class ForwardedAddressesTests(PostgresServer server) : IDisposable
{
    private readonly string _dataFolder = Directory.CreateTempSubdirectory("dashboard-proxy-tests-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_dataFolder, recursive: true);

    [Theory]
    [InlineData("127.0.0.0/8, ::1", "wss://")]
    [InlineData("192.0.2.1", "ws://")]
    [InlineData("", "ws://")]
    public async Task The_scheme_a_proxy_tells_is_believed_only_from_a_trusted_one(string proxies, string socket)
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        await using var process = await DashboardProcess.StartAsync(
            new Dictionary<string, string>
            {
                ["ConnectionStrings__Dashboard"] = database.ConnectionString,
                ["Dashboard__DataFolder"] = _dataFolder,
                ["Dashboard__TrustedProxies"] = proxies,
            },
            Token);
        using var http = new HttpClient { BaseAddress = process.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        request.Headers.Add("X-Forwarded-Host", "elsewhere.example");

        using var response = await http.SendAsync(request, Token);

        Assert.Contains($"connect-src 'self' {socket}{process.BaseAddress.Authority}", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
