using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Imports;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

public sealed partial class ImportDetailPage : IDisposable
{
    private const int PageSize = 50;
    private const string WhyWord = "why";

    private PageData<OneImport> _import = default!;
    private PageData<QuarantineView> _quarantine = default!;
    private RunningImports? _running;
    private TimeZoneInfo? _zone;
    private IReadOnlyList<SharedEvents>? _stays;
    private string? _whyNotDeleted;
    private bool _isDeleting;

    [Parameter] public int Id { get; set; }

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter] public HttpContext? Request { get; set; }

    [SupplyParameterFromQuery(Name = PageWords.Page)] public int? Page { get; set; }

    /// <summary>Only quarantined lines with this reason.</summary>
    [SupplyParameterFromQuery(Name = WhyWord)] public string? Why { get; set; }

    [Inject] public required ImportRegister Register { get; init; }

    [Inject] public required QuarantineRegister Quarantine { get; init; }

    [Inject] public required ImportDecisions Decisions { get; init; }

    [Inject] public required ImportQueue Queue { get; init; }

    [Inject] public required UploadFolder Uploads { get; init; }

    [Inject] public required MetricsQuery Metrics { get; init; }

    [Inject] public required SharedEventsQuery Shared { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required ILogger<ImportDetailPage> Logger { get; init; }

    private Import? Found => _import.Value?.Import;

    /// <summary>True when it must be said in which file of an archive, or sheet of a workbook, a line stands.</summary>
    private bool HasParts => Found is { Parts.Length: > 1 };

    private string? Subtitle => Found is { } import ? $"Import {import.Id} of source {import.Source.Name}" : null;

    /// <summary>The report over the whole days of its events; null when it brought none.</summary>
    private string? RatesUrl => State is { } state ? DashboardUrls.Report(DashboardUrls.Overview, state) : null;

    private string? EventsUrl => State is { } state ? DashboardUrls.AttemptList(state, importId: Id) : null;

    private ReportState? State => Found is { } import ? StateOf(import) : null;

    private string? Days => State is { } state ? RangeText.Of(state.Filter.From, state.Filter.To, state.Zone) : null;

    private ReportState? StateOf(Import import) => _zone is { } zone && import is { FirstEventAt: { } first, LastEventAt: { } last }
        ? new ReportState(
            new ReportFilter(ZoneTime.Floor(first, zone, toDay: true), ZoneTime.Next(ZoneTime.Floor(last, zone, toDay: true), zone, toDay: true), []), zone)
        {
            HasOwnRange = true,
        }
        : null;

    public void Dispose()
    {
        _running?.Dispose();
        _import.Dispose();
        _quarantine.Dispose();
    }

    protected override void OnInitialized()
    {
        _import = new PageData<OneImport>(Logger);
        _quarantine = new PageData<QuarantineView>(Logger);
    }

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (_import is { HasValue: true, Value.Import: null })
        {
            PageStatus.SetNotFound(Request);
        }
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _running = new RunningImports(Time, () => Found is { } import && !ImportPace.IsFinished(import), () => InvokeAsync(ReloadAsync));
        }
    }

    private static bool HasCounted(Import import) => import is not { Imported: 0, Duplicates: 0 };

    private static bool CanRetry(Import import) => import is { Status: ImportStatus.Completed, Quarantined: > 0, StoredName.Length: > 0 };

    private static bool CanDelete(Import import) => import.Status == ImportStatus.Completed || (import.Status == ImportStatus.Failed && HasCounted(import));

    private static string IgnoredText(Import import) => import.IgnoredReasons.Count == 0
        ? "no events, such as header lines"
        : string.Join(" · ", import.IgnoredReasons.OrderByDescending(r => r.Value).Select(r => $"{r.Key.TrimEnd('.')}: {Figures.Count(r.Value)}"));

    private string PartOf(QuarantinedLine line) => Found is { } import && line.Part < import.Parts.Length ? import.Parts[line.Part] : Figures.NoData;

    private static string Check(Import import) =>
        import.Lines == import.Imported + import.Duplicates + import.Quarantined + import.Ignored
            ? "every line is accounted for"
            : "the lines do not add up: please report this";

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private async Task LoadAsync()
    {
        _zone ??= await Defaults.ZoneAsync(CancellationToken.None);
        await _import.ReadAsync(async cancellationToken => await FindAsync(cancellationToken));
        if (_isDeleting && _import.Value is { Import: null })
        {
            Navigation.NavigateTo(DashboardUrls.Imports);
            return;
        }

        _isDeleting = Found is { Status: ImportStatus.Deleting };
        if (Found is { Quarantined: > 0 })
        {
            await _quarantine.ReadAsync(async cancellationToken =>
            {
                var (page, lines) = await ListPage.ReadAsync(
                    Page, PageSize, offset => Quarantine.LinesAsync(Id, Why, offset, PageSize, cancellationToken), lines => lines.Total);
                return new QuarantineView(await Quarantine.ReasonsAsync(Id, cancellationToken), lines, page);
            });
        }
    }

    private async Task<OneImport> FindAsync(CancellationToken cancellationToken)
    {
        var import = await Register.FindAsync(Id, cancellationToken);
        var sameAs = import is { Question: ImportQuestion.SameFile, Fingerprint: { } fingerprint }
            ? await Register.SameContentAsync(fingerprint, import.Source.Name, cancellationToken)
            : null;
        MetricCounts? counts = null;
        if (import is { Imported: > 0, Status: ImportStatus.Completed } && StateOf(import) is { } state)
        {
            var request = new MetricsRequest { Filter = state.Filter.With(Dimension.Source, import.Source.Name), Clock = Clock.Cohort };
            counts = (await Metrics.ReadAsync(request, cancellationToken)).Rows is [var row, ..] ? row.Counts : null;
        }

        return new OneImport(import) { Counts = counts, SameAs = sameAs };
    }

    private async Task ReadAgainAsync()
    {
        if (Viewer.IsAnalyst)
        {
            await Queue.TakeUpAgainAsync(Id, CancellationToken.None);
            await ReloadAsync();
        }
    }

    private async Task AskToDeleteAsync()
    {
        _whyNotDeleted = null;
        if (Viewer.IsAnalyst && Found is { } import)
        {
            _stays = await Shared.ReadAsync(import, CancellationToken.None);
        }
    }

    private async Task DeleteAsync()
    {
        _stays = null;
        if (Viewer.IsAnalyst)
        {
            _whyNotDeleted = await Queue.DeleteAsync(Id, CancellationToken.None);
            _isDeleting = _whyNotDeleted is null;
            await ReloadAsync();
        }
    }

    private async Task DiscardAsync()
    {
        if (Viewer.IsAnalyst && await Decisions.DiscardAsync(Id, CancellationToken.None) is { } storedName)
        {
            Uploads.Delete(storedName);
            Navigation.NavigateTo(DashboardUrls.Imports);
        }
    }

    private string ReasonUrl(string? reason) =>
        DashboardUrls.Import(Id) + (reason is null ? "" : $"?{WhyWord}={Uri.EscapeDataString(reason)}");

    private sealed record OneImport(Import? Import)
    {
        /// <summary>Counts of its source over its days, by cohort; null when nothing was counted.</summary>
        public MetricCounts? Counts { get; init; }

        /// <summary>The import of another source with the same content, while that is the question.</summary>
        public Import? SameAs { get; init; }
    }

    private sealed record QuarantineView(IReadOnlyList<QuarantineReason> Reasons, QuarantinePage Page, int Number);
}
