using System.Globalization;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>The raw events behind any view, page by page.</summary>
public sealed partial class AttemptsPage : IDisposable
{
    // Never a wire name: the choice is only shown, and choosing it again changes nothing.
    private const string Several = "several";

    private PageData<AttemptsView> _data = default!;
    private string? _loaded;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [Inject] public required AttemptsQuery Attempts { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required CompletenessQuery Completeness { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<AttemptsPage> Logger { get; init; }

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<AttemptsView>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Address)
        {
            _loaded = Address;
            await LoadAsync();
        }
    }

    private static string SelectedType(AttemptsView view) => view.Request.Types switch
    {
        [] => "",
        [var type] => WireNames.Of(type),
        _ => Several,
    };

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private Task LoadAsync() => _data.ReadAsync(async cancellationToken =>
    {
        var state = await Defaults.StateAsync(Address, cancellationToken);
        var request = RequestOf(state);
        var result = await Attempts.ReadAsync(request, cancellationToken);
        var isStoreEmpty = result.Rows.Count == 0 && (await Completeness.ReadAsync(cancellationToken)).IsEmpty;
        return new AttemptsView(state, request, result, isStoreEmpty);
    });

    private AttemptsRequest RequestOf(ReportState state)
    {
        var words = DashboardUrls.WordsOf(Address);
        return new AttemptsRequest
        {
            Filter = state.Filter,
            Types =
            [
                .. words.Where(w => w.Key.Equals(PageWords.Type, StringComparison.OrdinalIgnoreCase))
                    .Select(w => WireNames.TryParse<EventType>(w.Value, out var type) ? type : (EventType?)null)
                    .OfType<EventType>()
                    .Distinct(),
            ],
            TemplateId = Number(DashboardUrls.WordOf(Address, PageWords.Template)),
            ImportId = Number(DashboardUrls.WordOf(Address, PageWords.Import)),
            Recipient = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Recipient)),
            After = AttemptCursorText.TryRead(DashboardUrls.WordOf(Address, PageWords.After), out var after) ? after : null,
        };
    }

    private void Change(string word, string? value)
    {
        if (value != Several)
        {
            Navigation.NavigateTo(DashboardUrls.Here(Address, word, value));
        }
    }

    /// <summary>What the page shows.</summary>
    private sealed record AttemptsView(ReportState State, AttemptsRequest Request, AttemptsResult Result, bool IsStoreEmpty);
}
