using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>All campaigns, or all streams, with what became of each.</summary>
public sealed partial class ResultsPage : IDisposable
{
    private const Clock DefaultClock = Clock.Cohort;

    private PageData<ResultsView> _data = default!;
    private ResultKind _kind = ResultKind.Campaigns;
    private string? _loaded;
    private string? _search;

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [Inject] public required BreakdownReport Report { get; init; }

    [Inject] public required CompletenessQuery Completeness { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<ResultsPage> Logger { get; init; }

    private string Subtitle => (_data.Value?.Breakdown.Clock ?? DefaultClock) == Clock.Cohort
        ? $"What became of each {_kind.One}’s mail: everything is counted in the hour of its first attempt."
        : $"What happened to each {_kind.One}’s mail: every event is counted in the hour in which it happened.";

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<ResultsView>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Address)
        {
            _loaded = Address;
            _kind = ResultKind.Of(Address);
            _search = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Search));
            await LoadAsync();
        }
    }

    private Task LoadAsync() => _data.ReadAsync(async cancellationToken =>
    {
        var search = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Search));
        var asked = (await Defaults.StateAsync(Address, cancellationToken)).ForDimensions(_kind.Dimension);
        var breakdown = await Report.ReadAsync(
            _kind.Dimension,
            asked,
            asked.ClockOr(DefaultClock),
            BreakdownSort.Read(DashboardUrls.WordOf(Address, PageWords.Sort)),
            ListWords.Page(DashboardUrls.WordOf(Address, PageWords.Page)),
            search,
            cancellationToken);
        return new ResultsView(asked, breakdown, search, await Completeness.ReadAsync(cancellationToken));
    });

    private void Search() => Navigation.NavigateTo(DashboardUrls.Here(Address, PageWords.Search, ListWords.Text(_search)));

    /// <summary>What the page shows.</summary>
    private sealed record ResultsView(ReportState State, Breakdown Breakdown, string? Search, Completeness Known);
}
