using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>One message to one recipient: everything that is known about it.</summary>
public sealed partial class DeliveryPage : IDisposable
{
    private PageData<DeliveryView> _data = default!;
    private ReportState? _state;
    private string? _loaded;

    /// <summary>16 hexadecimal digits.</summary>
    [Parameter] public required string Id { get; set; }

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter] public HttpContext? Request { get; set; }

    [Inject] public required DeliveryQuery Deliveries { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required ILogger<DeliveryPage> Logger { get; init; }

    private string? Subtitle => _data.Value?.Delivery is { } found
        ? $"To {found.Events[^1].Recipient}: {EventWords.Label(found.State).ToLowerInvariant()}"
        : null;

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<DeliveryView>(Logger);

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded != Id)
        {
            _loaded = Id;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        await _data.ReadAsync(async cancellationToken =>
        {
            _state ??= await Defaults.StateAsync(DashboardUrls.Deliveries, cancellationToken);
            return new DeliveryView(
                DeliveryIds.TryParse(Id, out var key) ? await Deliveries.ReadAsync(key, cancellationToken) : null);
        });
        if (_data is { HasValue: true, Value.Delivery: null })
        {
            PageStatus.SetNotFound(Request);
        }
    }

    private string LinkToReply(int templateId) => DashboardUrls.Reply(templateId, _state!);

    /// <summary>What the page shows; null when no such delivery is known.</summary>
    private sealed record DeliveryView(DeliveryTimeline? Delivery);
}
