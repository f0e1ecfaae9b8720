namespace Dashboard.Formats.Delimited;

/// <summary>How one file lays its table out. Found in each file, as its encoding, its separator and its title rows are its own.</summary>
public sealed record DelimitedLayout
{
    /// <summary>How much of a file is looked at, bytes (decompressed). Less is fine.</summary>
    public const int BeginningBytes = 256 * 1024;

    /// <summary>How the text is written as bytes.</summary>
    public required DelimitedEncoding Encoding { get; init; }

    /// <summary>Character between the columns: comma, semicolon, tab or vertical bar, or what a <c>sep=</c> line names.</summary>
    public required char Separator { get; init; }

    /// <summary>Physical line of the header, from 1; 0 when the file has none.</summary>
    public required long HeaderLine { get; init; }

    /// <summary>
    /// Names of the columns, in the file's order: trimmed, each once (<c>Date</c>, <c>Date (2)</c>); <c>Column 3</c> where there is no name.
    /// </summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Finds the layout in the first bytes of a file (decompressed). Any bytes give a layout, if one of a single column.</summary>
    public static DelimitedLayout Detect(ReadOnlySpan<byte> beginning) => LayoutDetection.Find(beginning, null, null);

    /// <summary>Finds the layout, but takes what a person overruled in the mapping.</summary>
    public static DelimitedLayout Detect(ReadOnlySpan<byte> beginning, ColumnMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        return LayoutDetection.Find(beginning, mapping.Encoding, mapping.Separator);
    }

    /// <summary>The place of a column by name (case does not matter), or -1.</summary>
    public int PlaceOf(string column)
    {
        for (var place = 0; place < Columns.Count; place++)
        {
            if (string.Equals(Columns[place], column, StringComparison.OrdinalIgnoreCase))
            {
                return place;
            }
        }
        return -1;
    }
}
