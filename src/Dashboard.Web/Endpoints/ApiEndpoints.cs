using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>The API, version 1: everything below <see cref="Root"/>.</summary>
public static class ApiEndpoints
{
    public const string Root = "/api/v1";

    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup(Root);
        api.MapUpload();
        api.MapImports();
        api.MapMetrics();
        api.MapReplies();
        api.MapClassify();
        api.MapRules();
        api.MapProviders();
        api.MapAttempts();
        api.MapPostAttempts();
        api.MapDeliveries();
        api.MapDimensions();
        api.MapFallback("{**path}", NoSuchCall).AllowAnonymous();
    }

    // Without it an unknown address would be answered as if the key were wrong.
    private static ProblemHttpResult NoSuchCall(HttpRequest request) =>
        ApiProblems.NotFound($"There is no call {request.Method} {request.Path}. The page /api and /openapi/v1.json list all calls.");
}
