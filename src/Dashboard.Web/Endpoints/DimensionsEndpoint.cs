using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>Values of a dimension; the empty text is "not known".</summary>
public sealed record DimensionAnswer(string Dimension, IReadOnlyList<string> Values);

/// <summary>What can be filtered and grouped by.</summary>
public static class DimensionsEndpoint
{
    private static readonly ApiParameter Part = new("part", "Only values that contain this; case does not matter.") { Maximum = 200 };

    private static readonly ApiParameter Limit = ApiParameters.Limit(usual: 100, most: 1000);

    public static void MapDimensions(this IEndpointRouteBuilder api) =>
        api.MapGet("/dimensions/{dimension}", ReadAsync)
            .RequireAuthorization(Policies.ApiRead)
            .Takes(Part, Limit)
            .WithTags("Reports")
            .WithName("listDimensionValues")
            .WithSummary("The values of a dimension that occur in the data");

    private static async Task<Results<Ok<DimensionAnswer>, ValidationProblem>> ReadAsync(
        string dimension, HttpContext context, DimensionValuesQuery values, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        var (part, limit) = (query.Text(Part), query.Number(Limit));
        if (!Dimensions.TryParse(dimension, out var known))
        {
            query.Problems.Add(new("dimension", $"One of: {string.Join(", ", Enum.GetValues<Dimension>().Select(d => d.Word()))}."));
        }

        return query.IsRefused(out var refusal)
            ? refusal
            : TypedResults.Ok(new DimensionAnswer(known.Word(), await values.ReadAsync(known, part ?? "", limit, cancellationToken)));
    }
}
