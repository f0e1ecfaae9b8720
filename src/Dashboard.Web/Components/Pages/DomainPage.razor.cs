using Dashboard.Core.Reporting;
using Dashboard.Web.Components.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Pages;

/// <summary>One recipient domain.</summary>
public sealed partial class DomainPage : IDisposable
{
    private const Clock DefaultClock = Clock.Event;
    private const int PartsShown = 10;

    private PageData<DetailFigures> _data = default!;
    private string? _loaded;

    /// <summary>As <see cref="RouteName"/> writes it.</summary>
    [Parameter] public required string Name { get; set; }

    [CascadingParameter(Name = "Address")] public required string Address { get; set; }

    [Inject] public required DetailReport Report { get; init; }

    [Inject] public required ReportDefaults Defaults { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required ILogger<DomainPage> Logger { get; init; }

    private string Value => RouteName.TryRead(Name, out var value) ? value : Name;

    private string Title => Labels.Value(Dimension.Domain, Value);

    private static string Subtitle => "Recipient domain.";

    public void Dispose() => _data.Dispose();

    protected override void OnInitialized() => _data = new PageData<DetailFigures>(Logger);

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
        var asked = (await Defaults.StateAsync(Address, cancellationToken)).Without(Dimension.Domain).ForDimensions(Dimension.Domain);
        return await Report.ReadAsync(asked, Dimension.Domain, Value, Dimension.Provider, asked.ClockOr(DefaultClock), cancellationToken);
    });

    private void Open(ReportState state) => Navigation.NavigateTo(DashboardUrls.Here(Address, state.Without(Dimension.Domain)));
}
