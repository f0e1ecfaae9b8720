using Dashboard.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>Answers calls that the API does not have as the API answers: without it they would fall through to the pages.</summary>
public static class UnknownCallEndpoint
{
    public static void MapUnknownCalls(this IEndpointRouteBuilder endpoints) =>
        endpoints.Map("/api/v1/{**call}", Refuse).RequireAuthorization(Policies.ApiRead).ExcludeFromDescription().WithOrder(int.MaxValue);

    private static ProblemHttpResult Refuse(HttpContext context) => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound,
        title: "No such call",
        detail: $"The API has no {context.Request.Method} {context.Request.Path}. All calls are described at /openapi/v1.json.");
}
