using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dashboard.Web.Hosting;

/// <summary>What is said once the address answers: three lines for a person, or one line of a JSON log.</summary>
public static partial class StartupConsole
{
    /// <summary>Prints where to open it, where the data is and how to sign in.</summary>
    public static void PrintWhenStarted(this WebApplication app, string dataPlace, string signIn, string logFormat)
    {
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            var open = string.Join("  ", addresses.Select(Reachable));
            if (logFormat == DashboardOptions.JsonLog)
            {
                LogStarted(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Dashboard.Web.Start"), open, dataPlace, signIn);
                return;
            }

            Console.WriteLine($"Open     {open}");
            Console.WriteLine($"Data     {dataPlace}");
            Console.WriteLine($"Sign in  {signIn}");
        });
    }

    /// <summary>An address that can be typed into a browser: wildcards mean "this machine" there.</summary>
    public static string Reachable(string address) => address
        .Replace("://[::]", "://localhost", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://localhost", StringComparison.Ordinal)
        .Replace("://*", "://localhost", StringComparison.Ordinal)
        .Replace("://+", "://localhost", StringComparison.Ordinal);

    [LoggerMessage(1, LogLevel.Information, "Open at {Address}; data in {Place}; sign in {SignIn}")]
    private static partial void LogStarted(ILogger logger, string address, string place, string signIn);
}
