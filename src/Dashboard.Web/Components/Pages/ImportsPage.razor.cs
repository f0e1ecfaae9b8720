using Dashboard.Storage.Imports;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Imports;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

public sealed partial class ImportsPage : IDisposable
{
    private const int PageSize = 25;

    private PageData<ImportPage> _imports = default!;
    private RunningImports? _running;
    private int _page = 1;
    private IReadOnlyList<string>? _sources;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [SupplyParameterFromQuery(Name = PageWords.Page)] public int? Page { get; set; }

    [Inject] public required ImportRegister Register { get; init; }

    [Inject] public required SourceRegister Sources { get; init; }

    [Inject] public required TimeProvider Time { get; init; }

    [Inject] public required ILogger<ImportsPage> Logger { get; init; }

    private bool HasUnfinished => _imports.Value?.Rows.Any(i => !ImportPace.IsFinished(i)) == true;

    public void Dispose()
    {
        _running?.Dispose();
        _imports.Dispose();
    }

    protected override void OnInitialized() => _imports = new PageData<ImportPage>(Logger);

    protected override Task OnParametersSetAsync() => LoadAsync();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _running = new RunningImports(Time, () => HasUnfinished, () => InvokeAsync(ReloadAsync));
        }
    }

    private async Task ReloadAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    private Task LoadAsync() => _imports.ReadAsync(async cancellationToken =>
    {
        (_page, var page) = await ListPage.ReadAsync(
            Page, PageSize, offset => Register.ListAsync(offset, PageSize, cancellationToken), imports => imports.Total);
        if (_sources is null && Viewer.IsAnalyst)
        {
            // The source of the newest import first: the next file is likely of the same.
            var names = await Sources.NamesAsync(cancellationToken);
            _sources = [.. page.Rows.Select(i => i.Source.Name).Take(1).Concat(names).Distinct()];
        }

        return page;
    });
}
