using Dashboard.Core.Reporting;
using Dashboard.Storage.Imports;
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
    private PageData<Quarantine> _quarantine = default!;
    private RunningImports? _running;
    private TimeZoneInfo? _zone;

    [Parameter] public int Id { get; set; }

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [SupplyParameterFromQuery(Name = PageWords.Page)] public int? Page { get; set; }

    /// <summary>Only quarantined lines with this reason.</summary>
    [SupplyParameterFromQuery(Name = WhyWord)] public string? Why { get; set; }

    [Inject] public required ImportRegister Register { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required ILogger<ImportDetailPage> Logger { get; init; }

    private Import? Found => _import.Value?.Import;

    private int PageNumber => Math.Clamp(Page ?? 1, 1, 1_000_000);

    private string? Subtitle => Found is { } import ? $"Import {import.Id} of source {import.Source.Name}" : null;

    /// <summary>The report over the whole days of its events; null when it brought none.</summary>
    private string? RatesUrl => State is { } state ? DashboardUrls.Report(DashboardUrls.Overview, state) : null;

    private string? EventsUrl => State is { } state ? DashboardUrls.AttemptList(state, importId: Id) : null;

    private ReportState? State => _zone is { } zone && Found is { FirstEventAt: { } first, LastEventAt: { } last }
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
        _quarantine = new PageData<Quarantine>(Logger);
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _running = new RunningImports(Time, () => Found is { } import && !ImportPace.IsFinished(import), () => InvokeAsync(ReloadAsync));
        }
    }

    private static string IgnoredText(Import import) => import.IgnoredReasons.Count == 0
        ? "no events, such as header lines"
        : string.Join(" · ", import.IgnoredReasons.OrderByDescending(r => r.Value).Select(r => $"{r.Key.TrimEnd('.')}: {Figures.Count(r.Value)}"));

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
        await _import.ReadAsync(async cancellationToken => new OneImport(await Register.FindAsync(Id, cancellationToken)));
        if (Found is { Quarantined: > 0 })
        {
            await _quarantine.ReadAsync(async cancellationToken => new Quarantine(
                await Register.QuarantineReasonsAsync(Id, cancellationToken),
                await Register.QuarantineAsync(Id, Why, (PageNumber - 1) * PageSize, PageSize, cancellationToken)));
        }
    }

    private string ReasonUrl(string? reason) =>
        DashboardUrls.Import(Id) + (reason is null ? "" : $"?{WhyWord}={Uri.EscapeDataString(reason)}");

    private sealed record OneImport(Import? Import);

    private sealed record Quarantine(IReadOnlyList<QuarantineReason> Reasons, QuarantinePage Page);
}
