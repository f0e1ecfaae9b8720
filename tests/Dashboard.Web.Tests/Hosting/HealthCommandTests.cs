using System.Net;
using System.Net.Sockets;
using Dashboard.Web.Hosting;
using Microsoft.Extensions.Configuration;

namespace Dashboard.Web.Tests.Hosting;

[Collection(SharedDashboard.Name)]
public sealed class HealthCommandTests(RunningDashboard dashboard)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_program_that_is_ready_gives_0()
    {
        using var browser = await dashboard.OpenAsync(Token);
        using var output = new StringWriter();

        var code = await HealthCommand.RunAsync(With("urls", dashboard.Process.BaseAddress.ToString()), output, Token);

        Assert.Equal(0, code);
        Assert.Contains("ready", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_run_gives_1()
    {
        using var output = new StringWriter();

        var code = await HealthCommand.RunAsync(With("urls", $"http://127.0.0.1:{FreePort()}"), output, Token);

        Assert.Equal(1, code);
        Assert.StartsWith("It does not answer", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("urls", "http://+:8080;https://+:8443", "http://localhost:8080/health/ready")]
    [InlineData("urls", "http://192.0.2.7:80/", "http://192.0.2.7/health/ready")]
    [InlineData("http_ports", "8080", "http://localhost:8080/health/ready")]
    [InlineData("https_ports", "8443", "https://localhost:8443/health/ready")]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://[::]:9000", "http://localhost:9000/health/ready")]
    [InlineData("unrelated", "", "http://localhost:5080/health/ready")]
    public void It_asks_where_the_program_opens(string setting, string value, string address) =>
        Assert.Equal(new Uri(address), HealthCommand.AddressOf(With(setting, value)));

    private static IConfiguration With(string setting, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(setting, value)]).Build();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
