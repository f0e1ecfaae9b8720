using Dashboard.Core.Classification;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>Replies that are new, rising, gone or unknown.</summary>
public sealed partial class RadarPage : IDisposable
{
    private const int PageSize = 50;

    private PageData<RadarView> _data = default!;
    private string? _loaded;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [Inject] public required RadarQuery Radar { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required CompletenessQuery Completeness { get; init; }

    [Inject] public required ILogger<RadarPage> Logger { get; init; }

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<RadarView>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Address)
        {
            _loaded = Address;
            await LoadAsync();
        }
    }

    private Task LoadAsync() => _data.ReadAsync(async cancellationToken =>
    {
        var state = await Defaults.StateAsync(Address, cancellationToken);
        var kind = WireNames.TryParse<RadarKind>(DashboardUrls.WordOf(Address, PageWords.Kind), out var asked) ? asked : RadarKind.New;
        var (page, result) = await ListPage.ReadAsync(
            ListWords.Page(DashboardUrls.WordOf(Address, PageWords.Page)),
            PageSize,
            offset => Radar.ReadAsync(state.Filter, kind, offset, PageSize, cancellationToken),
            result => result.Totals[kind]);
        var first = (await Completeness.ReadAsync(cancellationToken)).FirstEventAt;
        return new RadarView(state, kind, page, result, first);
    });

    /// <summary>What the page shows.</summary>
    private sealed record RadarView(ReportState State, RadarKind Kind, int Page, RadarResult Result, DateTimeOffset? FirstEventAt)
    {
        public bool IsStoreEmpty => FirstEventAt is null;

        /// <summary>True when nothing is stored of the time before: then everything is new.</summary>
        public bool HasNothingBefore => FirstEventAt >= Result.From;
    }
}
