using Dashboard.Core.Reporting;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>The first screen: is the feed alive, what moved, the headline figures, and where the failures are.</summary>
public sealed partial class OverviewPage : IDisposable
{
    private const Clock DefaultClock = Clock.Event;

    private PageData<OverviewFigures> _data = default!;
    private IReadOnlyList<string> _columns = [];
    private IReadOnlyList<string> _rows = [];
    private IReadOnlyList<HeatCell> _cells = [];
    private IReadOnlyList<string> _providers = [];
    private string? _loaded;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [Inject] public required OverviewReport Report { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<OverviewPage> Logger { get; init; }

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<OverviewFigures>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Address)
        {
            _loaded = Address;
            await LoadAsync();
        }
    }

    private static string ClockNote(Clock clock) => clock == Clock.Event
        ? "Each event in the hour in which it happened; of final events."
        : "Everything in the hour of the first attempt; of deliveries attempted.";

    private async Task LoadAsync()
    {
        await _data.ReadAsync(async cancellationToken =>
        {
            var state = await Defaults.StateAsync(Address, cancellationToken);
            return await Report.ReadAsync(state, state.ClockOr(DefaultClock), cancellationToken);
        });
        if (_data.Value is { } figures)
        {
            DrawHeatMap(figures);
        }
    }

    private void DrawHeatMap(OverviewFigures figures)
    {
        var slice = figures.Slice;
        var steps = slice.Series.Select((p, i) => (p.From, Index: i)).ToDictionary(p => p.From, p => p.Index);
        _providers = [.. figures.Deferrals.GroupBy(d => d.Key)
            .OrderBy(g => g.Key == Dashboard.Core.Providers.Provider.Other.Id).ThenByDescending(g => g.Sum(d => d.Rate.Denominator)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)];
        _columns = [.. slice.Series.Select(p => RangeText.Bucket(p.From, slice.State.Zone, slice.Interval == Interval.Hour))];
        _rows = [.. _providers.Select(Labels.Provider)];
        var rows = _providers.Select((id, i) => (id, i)).ToDictionary(p => p.id, p => p.i);
        _cells = [.. figures.Deferrals.Where(d => steps.ContainsKey(d.At)).Select(d => new HeatCell(steps[d.At], rows[d.Key], d.Rate))];
    }

    private void Open(ReportState state) => Navigation.NavigateTo(DashboardUrls.Here(Address, state));

    private void OpenCell(HeatCell cell)
    {
        var slice = _data.Value!.Slice;
        Navigation.NavigateTo(DashboardUrls.Provider(_providers[cell.Row], slice.At(slice.Series[cell.Column])));
    }
}
