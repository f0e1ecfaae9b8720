using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Hosting;
using Dashboard.Web.Imports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>Version, database and disk, for whoever keeps the installation.</summary>
public sealed partial class AboutPage : IDisposable
{
    private PageData<AboutReport> _data = default!;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [Inject] public required StoreSizeQuery Size { get; init; }

    [Inject] public required RulesInUse Rules { get; init; }

    [Inject] public required UploadFolder Uploads { get; init; }

    [Inject] public required DashboardOptions Options { get; init; }

    [Inject] public required IConfiguration Configuration { get; init; }

    [Inject] public required ILogger<AboutPage> Logger { get; init; }

    public void Dispose() => _data.Dispose();

    protected override Task OnInitializedAsync()
    {
        _data = new PageData<AboutReport>(Logger);
        return LoadAsync();
    }

    private Task LoadAsync() => _data.ReadAsync(async cancellationToken => new AboutReport(
        await Size.ReadAsync(cancellationToken),
        string.IsNullOrWhiteSpace(Configuration.GetConnectionString("Dashboard")),
        Options.DataFolder,
        // A folder of many files: not on the circuit's own turn.
        await Task.Run(() => Uploads.UsedBytes, cancellationToken),
        Uploads.FreeBytes));

    /// <summary>What the page shows.</summary>
    private sealed record AboutReport(StoreSize Store, bool IsEmbedded, string DataFolder, long UploadBytes, long FreeBytes);
}
