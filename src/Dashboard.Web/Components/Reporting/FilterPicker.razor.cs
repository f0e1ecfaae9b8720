using Dashboard.Core.Providers;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Reporting;

/// <summary>Chooses values of a dimension that occur in the data. The one component of reports that reads for itself: it lists as somebody types.</summary>
public sealed partial class FilterPicker : IDisposable
{
    private const int Shown = 12;

    private PageData<IReadOnlyList<string>> _values = default!;
    private Dimension _dimension;
    private string _part = "";
    private ElementReference _opener;
    private bool _isOpen;

    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>One dimension, or several to choose from.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Dimension> Choices { get; set; }

    [Parameter, EditorRequired] public required ReportState State { get; set; }

    /// <summary>Told the state that somebody wants.</summary>
    [Parameter, EditorRequired] public EventCallback<ReportState> OnChoose { get; set; }

    [Inject] public required DimensionValuesQuery Query { get; init; }

    [Inject] public required ILogger<FilterPicker> Logger { get; init; }

    public void Dispose() => _values.Dispose();

    protected override void OnInitialized()
    {
        _values = new PageData<IReadOnlyList<string>>(Logger);
        _dimension = Choices[0];
    }

    private bool IsChosen(string value, bool isExcluded) =>
        State.Filter.Conditions.Any(c => c.Dimension == _dimension && c.IsExcluded == isExcluded && c.Values.Contains(value));

    private Task ChooseAsync(string value, bool isExcluded) => OnChoose.InvokeAsync(IsChosen(value, isExcluded)
        ? State.Removing(_dimension, value, isExcluded)
        : State.Adding(_dimension, value, isExcluded));

    private async Task ToggleAsync()
    {
        _isOpen = !_isOpen;
        if (_isOpen)
        {
            _part = "";
            await LoadAsync();
        }
    }

    private void Close() => _isOpen = false;

    private async Task CloseAndReturnAsync()
    {
        Close();
        await _opener.FocusAsync();
    }

    private async Task ChooseDimensionAsync(ChangeEventArgs change)
    {
        if (Enum.TryParse<Dimension>(change.Value as string, out var dimension) && Choices.Contains(dimension))
        {
            _dimension = dimension;
            _part = "";
            await LoadAsync();
        }
    }

    private async Task SearchAsync(ChangeEventArgs change)
    {
        _part = change.Value as string ?? "";
        await LoadAsync();
    }

    private Task LoadAsync() => _values.ReadAsync(async cancellationToken =>
    {
        if (_dimension == Dimension.Provider)
        {
            // Providers are few, and people know them by name, not by id.
            var all = await Query.ReadAsync(_dimension, "", ProviderNames.InForce.All.Count + 1, cancellationToken);
            return [.. all.Where(id => Labels.Provider(id).Contains(_part, StringComparison.OrdinalIgnoreCase)).OrderBy(Place)];
        }

        var found = await Query.ReadAsync(_dimension, _part, Shown, cancellationToken);
        return _part.Length > 0 ? found : [.. Chosen().Concat(found).Distinct(StringComparer.Ordinal)];
    });

    // The directory names the big ones first; what it does not know comes last.
    private static int Place(string id)
    {
        var place = ProviderNames.InForce.All.Select(p => p.Id).ToList().IndexOf(id);
        return place < 0 ? int.MaxValue : place;
    }

    private IEnumerable<string> Chosen() => State.Filter.Conditions.Where(c => c.Dimension == _dimension).SelectMany(c => c.Values);
}
