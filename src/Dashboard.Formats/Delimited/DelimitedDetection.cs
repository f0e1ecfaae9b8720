namespace Dashboard.Formats.Delimited;

/// <summary>Tells tables from other text; what is surely something else (<see cref="NotALog"/>) is sorted out before.</summary>
internal static class DelimitedDetection
{
    /// <summary>True for a text that has a header of names we know, or columns of addresses or times.</summary>
    public static bool Matches(ReadOnlySpan<byte> beginning)
    {
        var sample = DelimitedSample.Read(beginning.ToArray(), isWhole: beginning.Length < ReaderCatalog.DetectionBytes);
        var layout = sample.Layout;
        if (layout.HeaderLine > 0 && HeaderDetection.Known(layout.Columns) >= Math.Min(2, layout.Columns.Count))
        {
            return true;
        }
        var profiles = layout.Columns.Select((name, place) => ColumnProfile.Make(name, place, sample.Rows)).ToList();
        return layout.Columns.Count == 1
            ? profiles[0].Addresses > 0.8
            : profiles.Exists(column => column.Addresses > 0.6) || (layout.HeaderLine > 0 && profiles.Exists(column => column.WrittenTimes > 0.8 || RefusedFile.IsCount(column)));
    }
}
