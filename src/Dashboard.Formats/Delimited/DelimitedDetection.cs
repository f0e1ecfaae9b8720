namespace Dashboard.Formats.Delimited;

/// <summary>Tells tables from other text.</summary>
internal static class DelimitedDetection
{
    /// <summary>True for a text that has a header of names we know, or columns of addresses or times.</summary>
    public static bool Matches(ReadOnlySpan<byte> beginning)
    {
        var encoding = EncodingDetection.Find(beginning);
        var text = LayoutDetection.ToUtf8(beginning[..Math.Min(beginning.Length, 4096)], encoding).AsSpan().Trim(" \t\r\n"u8);
        // JSON, XML and HTML, mbox; and what has zeros is no text.
        if (text.IsEmpty || text[0] is (byte)'{' or (byte)'[' or (byte)'<' || text.StartsWith("From "u8) || text.Contains((byte)0))
        {
            return false;
        }
        var sample = DelimitedSample.Read(beginning.ToArray(), isWhole: beginning.Length < ReaderCatalog.DetectionBytes);
        var layout = sample.Layout;
        if (layout.HeaderLine > 0 && HeaderDetection.Known(layout.Columns) >= Math.Min(2, layout.Columns.Count))
        {
            return true;
        }
        var profiles = layout.Columns.Select((name, place) => ColumnProfile.Make(name, place, sample.Rows)).ToList();
        return layout.Columns.Count == 1
            ? profiles[0].Addresses > 0.8
            : profiles.Exists(column => column.Addresses > 0.6) || (layout.HeaderLine > 0 && profiles.Exists(column => column.WrittenTimes > 0.8));
    }
}
