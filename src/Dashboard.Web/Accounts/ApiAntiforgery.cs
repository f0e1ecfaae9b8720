using Microsoft.AspNetCore.Antiforgery;

namespace Dashboard.Web.Accounts;

/// <summary>
/// Calls under /api that are signed in by a cookie and change something must carry the antiforgery token, as a header: a form on
/// another site can send the cookie, but not that header. Calls with a key need none.
/// </summary>
public static class ApiAntiforgery
{
    public const string TokenHeader = "RequestVerificationToken";

    public static IApplicationBuilder UseApiAntiforgery(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && ApiAuthentication.IsByCookie(context.User)
            && !IsSafe(context.Request.Method)
            && !await HasTokenAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.RequestServices.GetRequiredService<IProblemDetailsService>().WriteAsync(new ProblemDetailsContext
            {
                HttpContext = context,
                ProblemDetails =
                {
                    Status = StatusCodes.Status400BadRequest,
                    Title = "Token missing",
                    Detail = $"A call by a signed-in browser must carry the header {TokenHeader} with the token from GET /api/antiforgery.",
                },
            });
            return;
        }

        await next(context);
    });

    /// <summary>Gives pages the token for their own calls.</summary>
    public static void MapAntiforgeryToken(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/antiforgery", (HttpContext context, IAntiforgery antiforgery) =>
        {
            var tokens = antiforgery.GetAndStoreTokens(context);
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.Ok(new { token = tokens.RequestToken });
        }).ExcludeFromDescription();

    private static bool IsSafe(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || HttpMethods.IsTrace(method);

    // The header is looked for first: without it the framework would read the body, which may be an upload of gigabytes.
    private static async Task<bool> HasTokenAsync(HttpContext context) =>
        context.Request.Headers.ContainsKey(TokenHeader)
        && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context);
}
