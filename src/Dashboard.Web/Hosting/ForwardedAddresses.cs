using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Dashboard.Web.Hosting;

/// <summary>
/// Behind a reverse proxy the visitor's address and scheme come in headers, which anybody can send: they are believed only from the
/// proxies that the settings name. The host is never taken from a header; the proxy has to pass Host on.
/// </summary>
public static class ForwardedAddresses
{
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, string? proxies)
    {
        var networks = Read(proxies).Select(p => p.Network).OfType<System.Net.IPNetwork>().ToList();
        if (networks.Count == 0)
        {
            return app;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,

            // A chain of trusted proxies is followed to its end, and no further.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        networks.ForEach(options.KnownIPNetworks.Add);
        return app.UseForwardedHeaders(options);
    }

    /// <summary>The parts of the setting that are no address or network.</summary>
    public static IEnumerable<string> Unreadable(string? proxies) => Read(proxies).Where(p => p.Network is null).Select(p => p.Text);

    private static IEnumerable<(string Text, System.Net.IPNetwork? Network)> Read(string? proxies) =>
        (proxies ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(text => (text, Parse(text)));

    private static System.Net.IPNetwork? Parse(string text) =>
        IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : System.Net.IPNetwork.TryParse(text, out var network) ? network
        : null;
}
