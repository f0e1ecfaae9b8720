using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>Normalized replies by volume.</summary>
public sealed partial class RepliesPage : IDisposable
{
    private const int PageSize = 50;

    private PageData<RepliesView> _data = default!;
    private string? _loaded;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [Inject] public required Dashboard.Storage.Rules.RulesInUse Rules { get; init; }

    [Inject] public required RepliesQuery Replies { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required CompletenessQuery Completeness { get; init; }

    [Inject] public required ILogger<RepliesPage> Logger { get; init; }

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<RepliesView>(Logger);

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
        var request = new RepliesRequest
        {
            Filter = state.Filter,
            Outcome = WireNames.TryParse<EventType>(DashboardUrls.WordOf(Address, PageWords.Outcome), out var outcome) ? outcome : null,
            Text = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Search)),
            Limit = PageSize,
        };
        var (page, result) = await ListPage.ReadAsync(
            ListWords.Page(DashboardUrls.WordOf(Address, PageWords.Page)),
            PageSize,
            offset => Replies.ReadAsync(request with { Offset = offset }, cancellationToken),
            result => result.TotalRows);
        var isStoreEmpty = result.Rows.Count == 0 && (await Completeness.ReadAsync(cancellationToken)).IsEmpty;
        return new RepliesView(state, page, result, isStoreEmpty);
    });

    /// <summary>What the page shows.</summary>
    private sealed record RepliesView(ReportState State, int Page, RepliesResult Result, bool IsStoreEmpty);
}
