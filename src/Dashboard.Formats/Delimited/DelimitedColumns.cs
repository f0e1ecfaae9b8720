using System.Text;
using Dashboard.Core.Delivery;

namespace Dashboard.Formats.Delimited;

/// <summary>Where a header puts what the mapping names, and in which order the cells make up the row's identity.</summary>
internal sealed class DelimitedColumns
{
    private static readonly int FieldCount = Enum.GetValues<ColumnField>().Length;

    private readonly int[][] _places = new int[FieldCount][];

    public DelimitedColumns(IReadOnlyList<string> names, ColumnMapping mapping)
    {
        Names = names;
        var fields = new Dictionary<string, ColumnField>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, field) in mapping.Columns)
        {
            fields.TryAdd(name, field);
        }
        var byField = names.Select((name, place) => (Field: fields.GetValueOrDefault(name), Place: place)).ToLookup(column => column.Field, column => column.Place);
        for (var field = 0; field < FieldCount; field++)
        {
            _places[field] = [.. byField[(ColumnField)field]];
        }
        IdentityOrder =
        [
            .. names.Select((name, place) => (Name: name.ToLowerInvariant(), Place: place))
                .Where(column => !_places[(int)ColumnField.Ignore].Contains(column.Place))
                .OrderBy(column => column.Name, StringComparer.Ordinal)
                .Select(column => (XxHash64.Hash(Encoding.UTF8.GetBytes(column.Name), 0), column.Place)),
        ];
        IsComplete = mapping.Columns.All(column => !IsNeeded(column.Value) || names.Contains(column.Key, StringComparer.OrdinalIgnoreCase));
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Hash of the name and place of each column that counts, by name: the order of the columns in the file does not matter.</summary>
    public IReadOnlyList<(ulong Name, int Place)> IdentityOrder { get; }

    /// <summary>False when a column is missing without which rows would be read wrongly.</summary>
    public bool IsComplete { get; }

    public bool Has(ColumnField field) => _places[(int)field].Length > 0;

    /// <summary>The first filled cell of the field's columns, cleaned; empty when there is none.</summary>
    public ReadOnlySpan<byte> Value(RecordReader record, ColumnField field)
    {
        foreach (var place in _places[(int)field])
        {
            var cell = CellText.Clean(record[place]);
            if (!CellText.IsNothing(cell))
            {
                return cell;
            }
        }
        return default;
    }

    /// <summary>The field's first column by its name in the file, or null.</summary>
    public string? NameOf(ColumnField field) => _places[(int)field] is [var first, ..] ? Names[first] : null;

    /// <summary>Fields whose absence changes what rows mean, not only what they tell.</summary>
    public static bool IsNeeded(ColumnField field) => field is ColumnField.EventTime or ColumnField.EventClock or ColumnField.Outcome
        or ColumnField.Recipient or ColumnField.MessageId or ColumnField.EventId;
}
