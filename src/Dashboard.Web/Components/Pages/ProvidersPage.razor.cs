using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Providers;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>All providers, or all recipient domains, with their headline rates.</summary>
public sealed partial class ProvidersPage : IDisposable
{
    private const Clock DefaultClock = Clock.Event;

    private PageData<ProvidersView> _data = default!;
    private string? _loaded;
    private string? _search;

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [Inject] public required BreakdownReport Report { get; init; }

    [Inject] public required CompletenessQuery Completeness { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<ProvidersPage> Logger { get; init; }

    private bool IsDomains => DashboardUrls.WordOf(Address, PageWords.Tab) == ProviderTabs.Domains;

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<ProvidersView>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Address)
        {
            _loaded = Address;
            _search = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Search));
            await LoadAsync();
        }
    }

    private static string Count(Breakdown breakdown) =>
        $"{Figures.Count(breakdown.TotalRows)} {(breakdown.Dimension, breakdown.TotalRows) switch
        {
            (Dimension.Domain, 1) => "domain",
            (Dimension.Domain, _) => "domains",
            (_, 1) => "provider",
            _ => "providers",
        }}";

    private Task LoadAsync() => _data.ReadAsync(async cancellationToken =>
    {
        var dimension = IsDomains ? Dimension.Domain : Dimension.Provider;
        var search = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Search));
        var asked = (await Defaults.StateAsync(Address, cancellationToken)).ForDimensions(dimension);
        var breakdown = await Report.ReadAsync(
            dimension,
            asked,
            asked.ClockOr(DefaultClock),
            BreakdownSort.Read(DashboardUrls.WordOf(Address, PageWords.Sort)),
            ListWords.Page(DashboardUrls.WordOf(Address, PageWords.Page)),
            search,
            cancellationToken);
        return new ProvidersView(asked, breakdown, search, await Completeness.ReadAsync(cancellationToken));
    });

    private void Search() => Navigation.NavigateTo(DashboardUrls.Here(Address, PageWords.Search, ListWords.Text(_search)));

    /// <summary>What the page shows.</summary>
    private sealed record ProvidersView(ReportState State, Breakdown Breakdown, string? Search, Completeness Known);
}
