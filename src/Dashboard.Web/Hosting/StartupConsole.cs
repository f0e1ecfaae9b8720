using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Dashboard.Web.Hosting;

/// <summary>The console at start: three lines for a person. Everything below a warning stays silent.</summary>
public static class StartupConsole
{
    public static ILoggingBuilder QuietConsole(this ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddSimpleConsole(console => console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ");

        // A failed start is explained by StartupRefusal in one sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // Machines without IPv6 are told so by a warning at each start.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);

        // The keys that protect cookies lie in the database in plain text; the README says so once, the log need not at each start.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return logging;
    }

    /// <summary>Prints where to open it, where the data is and how to sign in, once the address answers.</summary>
    public static void PrintWhenStarted(this WebApplication app, string dataPlace, string signIn)
    {
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            Console.WriteLine($"Open     {string.Join("  ", addresses.Select(Reachable))}");
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
}
