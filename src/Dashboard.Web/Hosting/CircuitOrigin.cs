namespace Dashboard.Web.Hosting;

/// <summary>Browsers let any site open a web socket to this one: circuits are opened from our own pages only.</summary>
public static class CircuitOrigin
{
    public static IApplicationBuilder UseSameOriginCircuits(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
            && context.Request.Headers.Origin is [{ } origin, ..]
            && !IsSame(origin, context.Request.Host))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    });

    // The scheme is not compared: behind a proxy that ends TLS the request is plain http here.
    private static bool IsSame(string origin, HostString host) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && string.Equals(uri.Authority, host.Value, StringComparison.OrdinalIgnoreCase);
}
