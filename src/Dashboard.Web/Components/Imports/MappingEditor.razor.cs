using Dashboard.Formats.Delimited;
using Dashboard.Web.Components.Account;
using Dashboard.Web.Components.Layout;
using Dashboard.Web.Imports;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Imports;

public sealed partial class MappingEditor
{
    private const int SampleValues = 3;
    private const int LongestSample = 60;

    private MappingView _view = default!;

    [CascadingParameter] public required Viewer Viewer { get; set; }

    /// <summary>The file whose columns are looked at.</summary>
    [Parameter, EditorRequired] public required FileColumns Columns { get; set; }

    /// <summary>The mapping as it stands.</summary>
    [Parameter, EditorRequired] public required ColumnMapping Mapping { get; set; }

    /// <summary>Told each change.</summary>
    [Parameter, EditorRequired] public EventCallback<ColumnMapping> MappingChanged { get; set; }

    /// <summary>True once events were counted: what names an event or a delivery must stay.</summary>
    [Parameter] public bool IsIdentityFrozen { get; set; }

    private IEnumerable<string> Zones => TimeZones.All.Contains(Mapping.TimeZone) ? TimeZones.All : [Mapping.TimeZone, .. TimeZones.All];

    protected override void OnParametersSet() => _view = Columns.View(Mapping);

    private string Field(string column) => FieldOf(column).ToString();

    private ColumnField FieldOf(string column) =>
        Mapping.Columns.FirstOrDefault(c => c.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).Value;

    private bool IsFrozen(string column) => IsIdentityFrozen && FieldOf(column) is ColumnField.EventId or ColumnField.Ignore;

    private string Layout()
    {
        var layout = Columns.Layout;
        var header = layout.HeaderLine == 0 ? "no header line" : $"header in line {layout.HeaderLine}";
        return $"Separated by {ColumnWords.Separator(layout.Separator)} · {ColumnWords.Of(layout.Encoding)} · {header} · {layout.Columns.Count} columns";
    }

    private string Samples(int place) => string.Join(
        " · ",
        Columns.Values(place).Where(v => v.Length > 0).Distinct().Take(SampleValues).Select(v => v.Length > LongestSample ? v[..LongestSample] + "…" : v));

    private Task ChangeAsync(ColumnMapping mapping) => MappingChanged.InvokeAsync(mapping);

    private Task ChooseAsync(string column, string? choice)
    {
        if (!Enum.TryParse<ColumnField>(choice, out var field) || IsFrozen(column) || (IsIdentityFrozen && field is ColumnField.EventId or ColumnField.Ignore))
        {
            return Task.CompletedTask;
        }

        var columns = new Dictionary<string, ColumnField>(Mapping.Columns, StringComparer.OrdinalIgnoreCase);
        if (field is not (ColumnField.None or ColumnField.Ignore))
        {
            // A field has one column: the one that had it is free again.
            foreach (var other in columns.Where(c => c.Value == field).Select(c => c.Key).ToList())
            {
                columns[other] = ColumnField.None;
            }
        }

        columns[column] = field;
        return ChangeAsync(Mapping with { Columns = columns });
    }

    private Task ChooseMeaningAsync(string word, string? choice) => Enum.TryParse<OutcomeMeaning>(choice, out var meaning)
        ? ChangeAsync(Mapping with
        {
            Outcomes = new Dictionary<string, OutcomeMeaning>(Mapping.Outcomes, StringComparer.OrdinalIgnoreCase) { [word] = meaning },
        })
        : Task.CompletedTask;

    private Task ChooseEveryRowAsync(string? choice) =>
        ChangeAsync(Mapping with { EveryRowIs = Enum.TryParse<OutcomeMeaning>(choice, out var meaning) ? meaning : null });

    private Task ChooseDateOrderAsync(string? choice) =>
        ChangeAsync(Mapping with { DateOrder = Enum.TryParse<DateOrder>(choice, out var order) ? order : null });
}
