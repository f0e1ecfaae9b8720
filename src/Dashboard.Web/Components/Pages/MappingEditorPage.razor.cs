using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;
using Dashboard.Storage.Rules;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Dashboard.Web.Rules;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>Says who is behind relays and domains: the form, then the preview of what it would change.</summary>
public sealed partial class MappingEditorPage : IDisposable
{
    private const int MostNamed = 3;

    private PageData<Opened> _opened = default!;
    private OwnFile? _proposed;
    private IReadOnlyList<RuleProblem> _problems = [];
    private string _note = "";
    private string? _loaded;

    /// <summary>The provider whose entry is to change; null to say something new.</summary>
    [Parameter] public string? Id { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [CascadingParameter] public HttpContext? Request { get; set; }

    [Inject] public required CurrentRules Current { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<MappingEditorPage> Logger { get; init; }

    private string Title => Id is null ? "Say who is who" : _opened.Value is { } opened ? opened.Rules.Providers.ById(Id).Name : Labels.Provider(Id);

    public void Dispose() => _opened.Dispose();

    protected override void OnInitialized() => _opened = new PageData<Opened>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Address)
        {
            _loaded = Address;
            (_proposed, _problems) = (null, []);
            await LoadAsync();
            if (_opened is { HasValue: true, Value.Draft: null })
            {
                PageStatus.SetNotFound(Request);
            }
        }
    }

    private Task LoadAsync() => _opened.ReadAsync(async cancellationToken =>
    {
        var rules = await Current.RefreshAsync(cancellationToken);
        if (Id is not null)
        {
            return new Opened(rules.Own.File.Providers.FirstOrDefault(p => p.Id == Id) is { } entry ? ProviderDraft.Of(entry) : null, rules);
        }

        var provider = rules.Providers.ById(DashboardUrls.WordOf(Address, PageWords.Provider) ?? "");
        return new Opened(
            new ProviderDraft
            {
                Choice = provider == Provider.Other ? "" : provider.Id,
                Relays = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Relay)) ?? "",
                Domains = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Domain)) ?? "",
            },
            rules);
    });

    private void Propose(Opened opened)
    {
        var (draft, before) = (opened.Draft!, opened.Rules.Own.File);
        if (draft.Choice.Length == 0)
        {
            _problems = [new RuleProblem("", OwnProviderCheck.IdField, "Choose a provider, or name one of your own.")];
            return;
        }

        if (Id is null && string.IsNullOrWhiteSpace(draft.Relays + draft.Domains))
        {
            _problems = [new RuleProblem("", OwnProviderCheck.RelaysField, "Say by what it is known: at least one relay or recipient domain.")];
            return;
        }

        var entry = draft.ToProvider(before, ProviderDirectory.Default);
        var file = draft.ToFile(before, ProviderDirectory.Default);
        // Older entries may be wrong since an update; that is said in the preview.
        _problems = [.. OwnProviderCheck.Problems(file.Providers, ProviderDirectory.Default).Where(p => p.RuleId == entry.Id || p.RuleId.Length == 0)];
        if (_problems.Count == 0)
        {
            _note = Note(before, entry, new OwnFile([], [entry]));
            _proposed = file;
        }
    }

    // Back to what was typed, over the version that is in force by now: somebody may have saved meanwhile.
    private Task ReopenAsync(Opened opened)
    {
        _proposed = null;
        return _opened.ReadAsync(async cancellationToken => opened with { Rules = await Current.RefreshAsync(cancellationToken) });
    }

    private string Note(OwnFile before, OwnProvider entry, OwnFile now)
    {
        var name = ProviderDirectory.Default.With(now.Providers).ById(entry.Id).Name;
        var said = before.Providers.FirstOrDefault(p => p.Id == entry.Id) ?? new OwnProvider();
        string[] added = [.. entry.Relays.Except(said.Relays), .. entry.Domains.Except(said.Domains)];
        var more = added.Length > MostNamed ? $" and {Figures.Count(added.Length - MostNamed)} more" : null;
        return Id is not null || added.Length == 0
            ? $"What we say about {name} is changed"
            : $"{string.Join(", ", added.Take(MostNamed))}{more} {(added.Length == 1 ? "is" : "are")} {name}";
    }

    private sealed record Opened(ProviderDraft? Draft, RulesInUse Rules);
}
