using Dashboard.Core.Metrics;
using Dashboard.Formats.Delimited;
using Dashboard.Storage.Imports;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Imports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

public sealed partial class ImportColumnsPage
{
    private PageData<Found> _found = default!;
    private ColumnMapping? _mapping;
    private bool _isSaving;
    private int? _loadedId;

    [Parameter] public int Id { get; set; }

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter] public HttpContext? Request { get; set; }

    [Inject] public required ImportRegister Register { get; init; }

    [Inject] public required QuarantineRegister Quarantine { get; init; }

    [Inject] public required SourceRegister Sources { get; init; }

    [Inject] public required ImportQueue Queue { get; init; }

    [Inject] public required UploadFolder Uploads { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<ImportColumnsPage> Logger { get; init; }

    private string? Subtitle => _found.Value?.Import is { } import ? $"{import.FileName}, source {import.Source.Name}" : null;

    /// <summary>What must be corrected before anything can be imported; null: nothing.</summary>
    private string? Blocking => _mapping is { } mapping && _found.Value?.Columns is { } columns
        ? columns.View(mapping).Problems.FirstOrDefault(p => p.Blocks)?.Sentence
        : null;

    private bool TimesChange => _found.Value is { HasEvents: true, Import: { } import } && _mapping is { } mapping
        && SourceReading.FromJson(import.Source.Reading) is { TimesChanged: false } saved && saved.With(mapping, hasEvents: true).TimesChanged;

    public void Dispose() => _found.Dispose();

    protected override void OnInitialized() => _found = new PageData<Found>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        // The file does not change under the page.
        if (_loadedId == Id)
        {
            return;
        }

        (_loadedId, _mapping) = (Id, null);
        await LoadAsync();
        if (_found is { HasValue: true, Value.Import: null })
        {
            PageStatus.SetNotFound(Request);
        }
    }

    private static string Action(Import import) => import switch
    {
        { Status: ImportStatus.Completed, Quarantined: > 0 } => "Save and retry the quarantine",
        { Imported: 0, Duplicates: 0 } => "Confirm and import",
        _ => "Save",
    };

    private Task LoadAsync() => _found.ReadAsync(async cancellationToken =>
    {
        var import = await Register.FindAsync(Id, cancellationToken);
        if (import is null)
        {
            return new Found(null, null, null, false);
        }

        try
        {
            var reasons = await Quarantine.ReasonsAsync(Id, cancellationToken);
            var waiting = reasons.Select(r => OutcomeWords.UnknownIn(r.Reason)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            var columns = await FileColumns.ReadAsync(Uploads.PathOf(import.StoredName), waiting, cancellationToken);
            _mapping ??= SourceReading.FromJson(import.Source.Reading).Mapping is { } saved && columns.Fits(saved)
                ? saved
                : columns.Guess(Viewer.Workspace.TimeZone);
            return new Found(import, columns, null, await Sources.HasEventsAsync(import.SourceId, cancellationToken));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return new Found(import, null, e is FileNotFoundException ? "The uploaded file is no longer there." : e.Message, false);
        }
    });

    private void ChangeAsync(ColumnMapping mapping) => _mapping = mapping;

    private async Task SaveAsync(bool andRead)
    {
        if (!Viewer.IsAnalyst || _isSaving || _mapping is not { } mapping || Blocking is not null || _found.Value is not { Import: { } import })
        {
            return;
        }

        _isSaving = true;
        // As it is now, not as it was when the page was opened.
        var source = await Sources.FindAsync(import.SourceId, CancellationToken.None);
        var hasEvents = await Sources.HasEventsAsync(import.SourceId, CancellationToken.None);
        var reading = SourceReading.FromJson(source?.Reading).With(mapping, hasEvents);
        await Sources.ConfirmReadingAsync(import.SourceId, FormatWords.Delimited, reading.ToJson(), Viewer.Email, CancellationToken.None);
        if (andRead)
        {
            await Queue.TakeUpAgainAsync(Id, CancellationToken.None);
        }

        Navigation.NavigateTo(DashboardUrls.Import(Id));
    }

    private sealed record Found(Import? Import, FileColumns? Columns, string? Problem, bool HasEvents);
}
