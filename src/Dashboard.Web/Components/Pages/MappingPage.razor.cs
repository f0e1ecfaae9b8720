using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Providers;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>Who is behind relays and domains: those of nobody by volume, and all providers.</summary>
public sealed partial class MappingPage : IDisposable
{
    private const int PageSize = 25;

    private PageData<MappingView> _data = default!;
    private string? _loaded;
    private string? _search;
    private Pending? _pending;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [Inject] public required CurrentRules Current { get; init; }

    [Inject] public required UnknownRoutesQuery Unknown { get; init; }

    [Inject] public required SeenProvidersQuery Seen { get; init; }

    [Inject] public required CompletenessQuery Completeness { get; init; }

    [Inject] public required RecentMail Recent { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<MappingPage> Logger { get; init; }

    private int Asked => ListWords.Page(DashboardUrls.WordOf(Address, PageWords.Page));

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<MappingView>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Address)
        {
            _loaded = Address;
            _search = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Search));
            _pending = null;
            await LoadAsync();
        }
    }

    private static string Note(MappingView view) => view.Kind switch
    {
        MappingKind.Relays => $"{Figures.Count(view.Unknown.RelayAttempts)} of {Figures.Count(view.Unknown.Attempts)} attempts went to relays that no provider is known for.",
        MappingKind.Domains => $"{Figures.Count(view.Unknown.DomainAttempts)} of {Figures.Count(view.Unknown.Attempts)} attempts name no relay, and their domain is nobody’s.",
        _ when view.Rules.Own.File.Providers.Count == 0 => "As they come with the product; you can add to them.",
        _ => "What you say yourselves comes first, then those with most mail.",
    };

    private static string NoneText(MappingView view) => view.Kind == MappingKind.Relays
        ? "All mail of these 90 days whose log names a relay went to a provider of the list."
        : "All mail of these 90 days whose log names no relay went to domains of a provider of the list, or to domains whose mail usually reaches one.";

    private Task LoadAsync() => _data.ReadAsync(async cancellationToken =>
    {
        var kind = WireNames.TryParse<MappingKind>(DashboardUrls.WordOf(Address, PageWords.Kind), out var asked) ? asked : MappingKind.Relays;
        var rules = await Current.RefreshAsync(cancellationToken);
        var (from, to) = await Recent.ReadAsync(cancellationToken);
        var limit = kind == MappingKind.Providers ? 0 : PageSize;
        var (page, unknown) = await ListPage.ReadAsync(
            kind == MappingKind.Providers ? 1 : Asked,
            PageSize,
            offset => Unknown.ReadAsync(kind == MappingKind.Domains, from, to, offset, limit, cancellationToken),
            unknown => kind == MappingKind.Domains ? unknown.Domains : unknown.Relays);
        var isEmpty = (await Completeness.ReadAsync(cancellationToken)).IsEmpty;
        var view = new MappingView(kind, page, rules, from, to, unknown, isEmpty);
        return kind == MappingKind.Providers ? await WithProvidersAsync(view, cancellationToken) : view;
    });

    private async Task<MappingView> WithProvidersAsync(MappingView view, CancellationToken cancellationToken)
    {
        var seen = await Seen.ReadAsync(view.From, view.To, cancellationToken);
        var search = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Search));
        var directory = view.Rules.Providers;
        var own = view.Rules.Own.File.Providers.Select(p => p.Id).ToHashSet(StringComparer.Ordinal);
        var found = directory.All.Select(p => (Provider: p, Patterns: directory.PatternsOf(p.Id)))
            .Where(p => search is null || IsFound(p.Provider, p.Patterns, search))
            .OrderByDescending(p => own.Contains(p.Provider.Id)).ThenByDescending(p => seen.GetValueOrDefault(p.Provider.Id)?.Attempts ?? 0)
            .ThenBy(p => p.Provider.Name, StringComparer.OrdinalIgnoreCase).ToList();
        var (page, rows) = await ListPage.ReadAsync(Asked, PageSize, offset => Task.FromResult(found.Skip(offset).Take(PageSize)), _ => found.Count);
        return view with
        {
            Page = page,
            Found = found.Count,
            Providers =
            [
                .. rows.Select(p => new ProviderTable.ProviderRow(
                    p.Provider, p.Patterns.Relays.Count, p.Patterns.Domains.Count, seen.GetValueOrDefault(p.Provider.Id))),
            ],
        };
    }

    private static bool IsFound(Provider provider, (IReadOnlyList<string> Relays, IReadOnlyList<string> Domains) patterns, string search) =>
        provider.Name.Contains(search, StringComparison.OrdinalIgnoreCase) || provider.Id.Contains(search, StringComparison.OrdinalIgnoreCase)
        || patterns.Relays.Concat(patterns.Domains).Any(p => p.Contains(search, StringComparison.OrdinalIgnoreCase));

    private void Search() => Navigation.NavigateTo(DashboardUrls.Here(Address, PageWords.Search, ListWords.Text(_search)));

    private void Delete(MappingView view, OwnProvider own) => _pending = new Pending(
        view.Rules.Own.File with { Providers = [.. view.Rules.Own.File.Providers.Where(p => p.Id != own.Id)] },
        view.Rules.Number,
        $"What we say about {view.Rules.Providers.ById(own.Id).Name} is deleted");

    private async Task SavedAsync()
    {
        _pending = null;
        await LoadAsync();
    }

    private sealed record Pending(OwnFile File, int Based, string Note);

    private sealed record MappingView(
        MappingKind Kind, int Page, RulesInUse Rules, DateTimeOffset From, DateTimeOffset To, UnknownRoutes Unknown, bool IsStoreEmpty)
    {
        public IReadOnlyList<ProviderTable.ProviderRow> Providers { get; init; } = [];

        public long Found { get; init; }

        public long Total => Kind == MappingKind.Providers ? Found : Count(Kind);

        /// <summary>Where to go on when there is nothing to do here.</summary>
        public MappingKind Other => Kind == MappingKind.Relays && Unknown.Domains > 0 ? MappingKind.Domains
            : Kind == MappingKind.Domains && Unknown.Relays > 0 ? MappingKind.Relays : MappingKind.Providers;

        public long Count(MappingKind kind) => kind switch
        {
            MappingKind.Relays => Unknown.Relays,
            MappingKind.Domains => Unknown.Domains,
            _ => Rules.Providers.All.Count,
        };
    }
}
