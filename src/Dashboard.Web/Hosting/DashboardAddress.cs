using System.Net;

namespace Dashboard.Web.Hosting;

/// <summary>The address it opens at.</summary>
public static class DashboardAddress
{
    public const string Default = "http://localhost:5080";

    private static readonly string[] Movers = ["urls", "http_ports", "https_ports"];

    /// <summary>Opens at <see cref="Default"/> unless ASPNETCORE_URLS, a container or Kestrel endpoints say otherwise.</summary>
    /// <exception cref="StartupRefusedException">An address cannot be read.</exception>
    public static void UseDashboardKestrel(this IWebHostBuilder web, IConfiguration configuration)
    {
        web.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (Movers.All(key => string.IsNullOrEmpty(configuration[key])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            web.UseUrls(Default);
        }

        // Kestrel would find it out only after the database has started, and says it with a stack trace.
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(u => !IsAddress(u)))
        {
            throw new StartupRefusedException($"ASPNETCORE_URLS names no address to open: “{url}”. Write it like {Default}.");
        }
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
