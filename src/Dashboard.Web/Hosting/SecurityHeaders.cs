using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Hosting;

/// <summary>
/// Headers on every response that keep text from outside from ever running as a script. Razor encodes; this is the second wall.
/// </summary>
public static class SecurityHeaders
{
    private static readonly ConcurrentDictionary<string, string> Hashes = new(StringComparer.Ordinal);

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = PolicyFor(context);
            headers.XFrameOptions = "DENY";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            headers["Cross-Origin-Resource-Policy"] = "same-origin";
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static string PolicyFor(HttpContext context)
    {
        // The import map is the one inline script of a page: allowed by its hash, so that nothing else inline is.
        var importMap = context.GetEndpoint()?.Metadata.GetMetadata<ImportMapDefinition>()?.ToString();
        var scripts = importMap is null ? "'self'" : $"'self' '{Hashes.GetOrAdd(importMap, HashOf)}'";

        // Older browsers do not count the web socket of the same host as 'self'.
        var socket = $"{(context.Request.IsHttps ? "wss" : "ws")}://{context.Request.Host}";
        return "default-src 'self'; " +
            $"script-src {scripts}; " +
            "style-src 'self' 'unsafe-inline'; " + // MudBlazor writes style attributes and its theme as a style element.
            "img-src 'self' data:; " +
            "font-src 'self'; " +
            $"connect-src 'self' {socket}; " +
            "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    private static string HashOf(string script)
    {
        // The browser's parser turns CR LF into LF before it hashes.
        var text = script.Replace("\r\n", "\n", StringComparison.Ordinal);
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
