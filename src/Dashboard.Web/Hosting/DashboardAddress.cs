namespace Dashboard.Web.Hosting;

/// <summary>The address it opens at.</summary>
public static class DashboardAddress
{
    public const string Default = "http://localhost:5080";

    private static readonly string[] Movers = ["urls", "http_ports", "https_ports"];

    /// <summary>Opens at <see cref="Default"/> unless ASPNETCORE_URLS, a container or Kestrel endpoints say otherwise.</summary>
    public static void UseDashboardKestrel(this IWebHostBuilder web, IConfiguration configuration)
    {
        web.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (Movers.All(key => string.IsNullOrEmpty(configuration[key])) && !configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            web.UseUrls(Default);
        }
    }
}
