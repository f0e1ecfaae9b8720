using Dashboard.Storage;
using Dashboard.Web.Imports;
using Dashboard.Web.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>What a load balancer or supervisor is told.</summary>
/// <param name="Status"><c>ready</c>; <c>degraded</c>: pages and API work, something else does not; <c>not ready</c>.</param>
/// <param name="Parts">Part → <c>ok</c>, or what is the matter with it.</param>
public sealed record Health(string Status, IReadOnlyDictionary<string, string> Parts);

/// <summary>For load balancers and supervisors. Anonymous, so it says nothing about what is stored, and where.</summary>
public static class HealthEndpoints
{
    private const string Ok = "ok";
    private static readonly TimeSpan DatabaseAnswersWithin = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("/health").AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Text("live"));
        health.MapGet("/ready", ReadyAsync);
    }

    private static async Task<JsonHttpResult<Health>> ReadyAsync(
        HttpContext context, DatabaseHealth database, ImportWorkers workers, UploadFolder uploads, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        var hasDatabase = await HasDatabaseAsync(database, cancellationToken);
        var parts = new Dictionary<string, string>
        {
            ["database"] = hasDatabase ? Ok : "does not answer, or lacks a migration",
            ["imports"] = !hasDatabase ? "unknown" : workers.IsAnyAlive() ? Ok : "no worker reads files",
            ["disk"] = uploads.IsShortOfRoom ? "less free than the reserve" : Ok,
        };
        return hasDatabase
            ? TypedResults.Json(new Health(parts.Values.All(part => part == Ok) ? "ready" : "degraded", parts))
            : TypedResults.Json(new Health("not ready", parts), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<bool> HasDatabaseAsync(DatabaseHealth database, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(DatabaseAnswersWithin);
        try
        {
            return await database.IsReadyAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
