using Dashboard.Core.Classification;
using Dashboard.Storage.Queries;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>Deliveries by recipient, message or view, one row each.</summary>
public sealed partial class DeliveriesPage : IDisposable
{
    private PageData<DeliveriesView> _data = default!;
    private string? _loaded;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [Inject] public required DeliveriesQuery Deliveries { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required CompletenessQuery Completeness { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<DeliveriesPage> Logger { get; init; }

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<DeliveriesView>(Logger);

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
        var written = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.Recipient));
        string? recipient = null;
        var isRefused = written is not null && !RecipientText.TryRead(written, out recipient);
        var request = new DeliveriesRequest
        {
            Filter = state.Filter,
            Recipient = recipient,
            MessageId = ListWords.Text(DashboardUrls.WordOf(Address, PageWords.MessageId)),
            Outcome = OutcomeOf(Address),
            After = AttemptCursorText.TryRead(DashboardUrls.WordOf(Address, PageWords.After), out var after) ? after : null,
        };
        var result = isRefused ? new DeliveriesResult([], null, null) : await Deliveries.ReadAsync(request, cancellationToken);
        return new DeliveriesView(state, request, written, isRefused, result, await Completeness.ReadAsync(cancellationToken));
    });

    // Whoever looks for somebody wants everything about them; without a search the page is about what went wrong.
    private static DeliveryOutcome OutcomeOf(string address)
    {
        if (WireNames.TryParse<DeliveryOutcome>(DashboardUrls.WordOf(address, PageWords.Outcome), out var outcome))
        {
            return outcome;
        }

        var isSearch = ListWords.Text(DashboardUrls.WordOf(address, PageWords.Recipient)) is not null
            || ListWords.Text(DashboardUrls.WordOf(address, PageWords.MessageId)) is not null;
        return isSearch ? DeliveryOutcome.All : DeliveryOutcome.Trouble;
    }

    private void Look(string word, string? value) => Navigation.NavigateTo(DashboardUrls.Here(Address, word, value?.Trim()));

    /// <summary>What the page shows.</summary>
    private sealed record DeliveriesView(
        ReportState State, DeliveriesRequest Request, string? RecipientText, bool IsRecipientRefused, DeliveriesResult Result, Completeness Known);
}
