using Dashboard.Core.Classification;
using Dashboard.Core.Providers;
using Dashboard.Storage.Rules;
using Dashboard.Web.Accounts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>A provider and by what it is known.</summary>
/// <param name="Id">Its word in filters and answers.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it does: mailbox, gateway or hosting.</param>
/// <param name="Own">True when the workspace says something about it itself.</param>
/// <param name="Relays">Relay hosts: the name itself and every host below it; the longest of all providers decides.</param>
/// <param name="Domains">Recipient domains, for mail whose log names no relay: one, all below it (with a dot in front), or every country of it (example.*).</param>
public sealed record ProviderAnswer(string Id, string Name, string Kind, bool Own, IReadOnlyList<string> Relays, IReadOnlyList<string> Domains);

/// <summary>Providers in a stable order.</summary>
public sealed record ProvidersAnswer(IReadOnlyList<ProviderAnswer> Items, long Total, string? Next, RulesVersionAnswer Version);

/// <summary>Who is behind relays and domains. It is changed on the pages, where the effect is seen first.</summary>
public static class ProvidersEndpoint
{
    private const char CursorLetter = 'p';

    private static readonly ApiParameter Own = new("own", "Only providers of which the workspace says something itself.") { Form = ParameterForm.Boolean };

    private static readonly ApiParameter Limit = ApiParameters.Limit(usual: 100, most: 1000);

    public static void MapProviders(this IEndpointRouteBuilder api) =>
        api.MapGet("/providers", ListAsync)
            .RequireAuthorization(Policies.ApiRead)
            .Takes(Own, Limit, ApiParameters.Cursor)
            .WithTags("Reports")
            .WithName("listProviders")
            .WithSummary("Providers, and the relays and domains by which they are known");

    private static async Task<Results<Ok<ProvidersAnswer>, ValidationProblem>> ListAsync(HttpContext context, CurrentRules rules, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        var (onlyOwn, limit) = (query.Boolean(Own), query.Number(Limit));
        var offset = (int)Math.Clamp(ApiCursor.Read(query, CursorLetter, 1)?[0] ?? 0, 0, int.MaxValue);
        if (query.IsRefused(out var refusal))
        {
            return refusal;
        }

        var now = await rules.RefreshAsync(cancellationToken);
        var own = now.Own.File.Providers.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        Provider[] all = [.. now.Providers.All.Where(p => !onlyOwn || own.Contains(p.Id))];
        ProviderAnswer[] items = [.. all.Skip(offset).Take(limit).Select(p => Answer(p, own.Contains(p.Id), now.Providers))];
        return TypedResults.Ok(new ProvidersAnswer(
            items, all.Length, items.Length > 0 && offset + items.Length < all.Length ? ApiCursor.Write(CursorLetter, offset + items.Length) : null, RulesVersionAnswer.Of(now)));
    }

    private static ProviderAnswer Answer(Provider provider, bool isOwn, ProviderDirectory directory)
    {
        var (relays, domains) = directory.PatternsOf(provider.Id);
        return new ProviderAnswer(provider.Id, provider.Name, WireNames.Of(provider.Kind), isOwn, relays, domains);
    }
}
