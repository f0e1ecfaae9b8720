using Dashboard.Core.Reporting;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Reporting;

/// <summary>Chooses the range of a report: by name, or by days and hours of the workspace's clock.</summary>
public sealed partial class RangePicker
{
    private static readonly DateOnly First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(2099, 12, 30);

    private DateOnly _fromDay;
    private DateOnly _toDay;
    private int _fromHour;
    private int _toHour;
    private string? _mistake;
    private ElementReference _opener;
    private bool _isOpen;

    [Parameter, EditorRequired] public required ReportState State { get; set; }

    /// <summary>Told the state that somebody wants.</summary>
    [Parameter, EditorRequired] public EventCallback<ReportState> OnChoose { get; set; }

    [Inject] public required TimeProvider Time { get; init; }

    private void Toggle()
    {
        _isOpen = !_isOpen;
        _mistake = null;
        var (from, to) = (TimeZoneInfo.ConvertTime(State.Filter.From, State.Zone), TimeZoneInfo.ConvertTime(State.Filter.To, State.Zone));
        (_fromDay, _fromHour) = (DateOnly.FromDateTime(from.DateTime), from.Hour);

        // The end of a day is that day's 24:00: people name the last day, not the one after it.
        (_toDay, _toHour) = to.Hour == 0 ? (DateOnly.FromDateTime(to.DateTime).AddDays(-1), 24) : (DateOnly.FromDateTime(to.DateTime), to.Hour);
    }

    private void Close() => _isOpen = false;

    private async Task CloseAndReturnAsync()
    {
        Close();
        await _opener.FocusAsync();
    }

    private async Task ChooseAsync((DateTimeOffset From, DateTimeOffset To) range)
    {
        Close();
        await OnChoose.InvokeAsync(State.Between(range.From, range.To));
    }

    private async Task ChooseDefaultAsync()
    {
        Close();
        await OnChoose.InvokeAsync(State with { HasOwnRange = false });
    }

    private async Task ApplyAsync()
    {
        if (_fromDay < First || _toDay > Last || _fromHour is < 0 or > 23 || _toHour is < 1 or > 24)
        {
            _mistake = "Choose days between 2000 and 2099.";
            return;
        }

        var (from, to) = (ZoneTime.At(_fromDay, _fromHour, State.Zone), ZoneTime.At(_toDay, _toHour, State.Zone));
        if (to <= from)
        {
            _mistake = "The end must be later than the start.";
            return;
        }

        await ChooseAsync((from, to));
    }
}
