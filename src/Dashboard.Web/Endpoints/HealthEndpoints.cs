using Dashboard.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>For load balancers and supervisors. Anonymous, and says nothing beyond ok or not.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Text("live"));
        health.MapGet("/ready", ReadyAsync);
    }

    private static async Task<ContentHttpResult> ReadyAsync(DatabaseHealth database, CancellationToken cancellationToken) =>
        await database.IsReadyAsync(cancellationToken)
            ? TypedResults.Text("ready")
            : TypedResults.Text("database not ready", statusCode: StatusCodes.Status503ServiceUnavailable);
}
