using Dashboard.Web.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;

namespace Dashboard.Web.Endpoints;

/// <summary>One call of the API, as its page lists it.</summary>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">Its address.</param>
/// <param name="Group">What it is about.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Description">More about it; null when there is no more to say.</param>
/// <param name="Scope">Which scope a key needs.</param>
/// <param name="Parameters">Its own parameters; the filter words are left out.</param>
/// <param name="TakesFilters">Whether it takes the filter words.</param>
public sealed record ApiCall(
    string Method, string Path, string Group, string Summary, string? Description, string Scope, IReadOnlyList<ApiParameter> Parameters, bool TakesFilters);

/// <summary>Every call, read from the endpoints themselves.</summary>
public sealed class ApiCatalog(EndpointDataSource endpoints)
{
    /// <summary>Grouped by what they are about, in the order in which they are mapped.</summary>
    public IReadOnlyList<ApiCall> Calls =>
        [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(IsCall).SelectMany(Describe).GroupBy(call => call.Group).SelectMany(group => group)];

    private static bool IsCall(RouteEndpoint endpoint) =>
        endpoint.RoutePattern.RawText?.StartsWith(ApiEndpoints.Root, StringComparison.Ordinal) == true
        && endpoint.Metadata.GetMetadata<IEndpointSummaryMetadata>() is not null;

    private static IEnumerable<ApiCall> Describe(RouteEndpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        var parameters = metadata.GetOrderedMetadata<ApiParameter>();
        return (metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => new ApiCall(
            method,
            endpoint.RoutePattern.RawText!.Replace(":int", "", StringComparison.Ordinal).TrimEnd('/'),
            metadata.GetMetadata<ITagsMetadata>() is { Tags: [var tag, ..] } ? tag : "",
            metadata.GetMetadata<IEndpointSummaryMetadata>()!.Summary,
            metadata.GetMetadata<IEndpointDescriptionMetadata>()?.Description,
            Policies.ScopeOf(metadata.GetOrderedMetadata<IAuthorizeData>().LastOrDefault(a => a.Policy is not null)?.Policy ?? ""),
            [.. parameters.Where(p => !FilterParameters.All.Contains(p))],
            parameters.Any(p => FilterParameters.All.Contains(p))));
    }
}
