using Dashboard.Web.Hosting;

namespace Dashboard.Web.Tests.Hosting;

public sealed class StartupConsoleTests
{
    [Theory]
    [InlineData("http://[::]:8080", "http://localhost:8080")]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080")]
    [InlineData("http://+:8080", "http://localhost:8080")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080")]
    public void Wildcard_addresses_are_printed_as_one_can_open_them(string address, string printed) =>
        Assert.Equal(printed, StartupConsole.Reachable(address));
}
