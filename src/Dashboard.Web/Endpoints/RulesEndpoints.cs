using System.Text;
using Dashboard.Core.Classification.Own;
using Dashboard.Storage.Rules;
using Dashboard.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>Which rules classify.</summary>
/// <param name="Version">Number of the version of the workspace's own rules; 0 for the product's alone.</param>
/// <param name="Rules">A hash of all rules, own ones and the product's: equal hash, equal classifications.</param>
public sealed record RulesVersionAnswer(int Version, string Rules)
{
    public static RulesVersionAnswer Of(RulesInUse rules) => new(rules.Number, rules.RuleSet.Version);
}

/// <summary>The workspace's own rules.</summary>
/// <param name="Version">The version in force; it holds own providers too (<c>/providers</c>).</param>
/// <param name="Own">Its own rules in the order in which they are tried, before the product's.</param>
public sealed record OwnRulesAnswer(RulesVersionAnswer Version, IReadOnlyList<OwnRule> Own);

/// <summary>One saved version.</summary>
public sealed record RuleVersionAnswer(int Version, DateTime SavedAt, string SavedBy, string Note, int? RestoredFrom);

/// <summary>Saved versions, newest first.</summary>
public sealed record RuleVersionsAnswer(IReadOnlyList<RuleVersionAnswer> Items, int Total);

/// <summary>Reads the rules in force and their history. They are changed on the pages, where their effect is seen first.</summary>
public static class RulesEndpoints
{
    private static readonly ApiParameter Limit = ApiParameters.Limit(usual: 100, most: 1000);

    public static void MapRules(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rules", ListAsync)
            .RequireAuthorization(Policies.ApiRead)
            .WithTags("Reports")
            .WithName("listRules")
            .WithSummary("The workspace’s own rules for replies, and the version in force");
        api.MapGet("/rules/versions", VersionsAsync)
            .RequireAuthorization(Policies.ApiRead)
            .Takes([Limit])
            .WithTags("Reports")
            .WithName("listRuleVersions")
            .WithSummary("Saved versions of the own rules: who, when and why");
    }

    /// <summary>The own rules as a file, for people.</summary>
    public static void MapRuleExport(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(DashboardUrls.RuleExport, async (CurrentRules rules, CancellationToken cancellationToken) =>
        {
            var now = await rules.RefreshAsync(cancellationToken);
            return TypedResults.File(Encoding.UTF8.GetBytes(OwnRuleFile.Write(now.Own.File)), "application/json; charset=utf-8", $"rules-version-{now.Number}.jsonc");
        }).RequireAuthorization(Policies.Viewer).ExcludeFromDescription();

    private static async Task<Results<Ok<OwnRulesAnswer>, ValidationProblem>> ListAsync(HttpContext context, CurrentRules rules, CancellationToken cancellationToken)
    {
        if (new ApiQuery(context).IsRefused(out var refusal))
        {
            return refusal;
        }

        var now = await rules.RefreshAsync(cancellationToken);
        return TypedResults.Ok(new OwnRulesAnswer(RulesVersionAnswer.Of(now), now.Own.Written));
    }

    private static async Task<Results<Ok<RuleVersionsAnswer>, ValidationProblem>> VersionsAsync(
        HttpContext context, RuleVersions versions, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        var limit = query.Number(Limit);
        if (query.IsRefused(out var refusal))
        {
            return refusal;
        }

        var (found, total) = await versions.ListAsync(0, limit, cancellationToken);
        return TypedResults.Ok(new RuleVersionsAnswer(
            [.. found.Select(v => new RuleVersionAnswer(v.Number, v.SavedAt.UtcDateTime, v.SavedBy, v.Note, v.RestoredFrom))], total));
    }
}
