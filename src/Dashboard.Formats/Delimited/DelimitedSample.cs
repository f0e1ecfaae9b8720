using System.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>A row of a file as it stands.</summary>
/// <param name="Line">Physical line, from 1.</param>
/// <param name="Cells">Cleaned of blanks and guards, at most 500 characters each.</param>
public sealed record SampleRow(long Line, IReadOnlyList<string> Cells);

/// <summary>The beginning of a delimited file: what a mapping is guessed from and tried on.</summary>
public sealed class DelimitedSample
{
    /// <summary>How much of a file is taken, bytes (decompressed).</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>How many rows are kept as they stand.</summary>
    public const int MaxRows = 2000;

    private const int MaxCellBytes = 2000;
    private const int MaxCellLength = 500;

    private DelimitedSample(ReadOnlyMemory<byte> beginning, bool isWhole, DelimitedLayout layout)
    {
        Beginning = beginning;
        IsWhole = isWhole;
        Layout = layout;
    }

    /// <summary>How the file lays its table out.</summary>
    public DelimitedLayout Layout { get; }

    /// <summary>The first rows below the header, without blank and broken ones, totals and repeated headers.</summary>
    public IReadOnlyList<SampleRow> Rows { get; private set; } = [];

    /// <summary>True when the sample is the whole file.</summary>
    public bool IsWhole { get; }

    internal SampleTrouble Trouble { get; } = new();

    internal ReadOnlyMemory<byte> Beginning { get; }

    /// <summary>Takes a sample of a file's decompressed beginning, which is kept (not copied).</summary>
    /// <param name="beginning">Up to <see cref="MaxBytes"/>; more is not looked at.</param>
    /// <param name="isWhole">True when the file has nothing behind it.</param>
    /// <param name="mapping">For a separator or an encoding that a person overruled; null otherwise.</param>
    public static DelimitedSample Read(ReadOnlyMemory<byte> beginning, bool isWhole, ColumnMapping? mapping = null)
    {
        isWhole &= beginning.Length <= MaxBytes;
        beginning = beginning[..Math.Min(beginning.Length, MaxBytes)];
        var layout = mapping is null ? DelimitedLayout.Detect(beginning.Span) : DelimitedLayout.Detect(beginning.Span, mapping);
        if (!isWhole)
        {
            beginning = beginning[..EndOfLastLine(beginning.Span, layout.Encoding)];
        }
        var sample = new DelimitedSample(beginning, isWhole, layout);
        sample.ReadRows();
        return sample;
    }

    /// <summary>Takes a sample of a decompressed text from where the stream stands.</summary>
    public static async Task<DelimitedSample> ReadAsync(Stream stream, ColumnMapping? mapping, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var beginning = new byte[MaxBytes + 1];
        var length = await stream.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        return Read(beginning.AsMemory(0, length), isWhole: length <= MaxBytes, mapping);
    }

    internal Stream Open() => new MemoryStream(Beginning.ToArray(), writable: false);

    private void ReadRows()
    {
        var rows = new List<SampleRow>();
        using var reader = new RecordReader(new MemoryStream(LayoutDetection.ToUtf8(Beginning.Span, Layout.Encoding), writable: false), Layout.Separator);
        while (rows.Count < MaxRows && reader.Read(0))
        {
            if (!Trouble.IsRow(reader, Layout.Columns.Count) || reader.LineNumber <= Layout.HeaderLine || TotalsRow.Matches(reader))
            {
                continue;
            }
            var cells = new string[Layout.Columns.Count];
            for (var place = 0; place < cells.Length; place++)
            {
                var cell = CellText.Clean(reader[place]);
                var text = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, MaxCellBytes)]);
                cells[place] = text.Length > MaxCellLength ? text[..MaxCellLength] : text;
            }
            if (cells.Any(cell => cell.Length > 0) && !cells.SequenceEqual(Layout.Columns))
            {
                rows.Add(new SampleRow(reader.LineNumber, cells));
            }
        }
        Rows = rows;
    }

    private static int EndOfLastLine(ReadOnlySpan<byte> text, DelimitedEncoding encoding)
    {
        if (encoding is not (DelimitedEncoding.Utf16Le or DelimitedEncoding.Utf16Be))
        {
            return text.LastIndexOf((byte)'\n') is >= 0 and var at ? at + 1 : text.Length;
        }
        var low = encoding == DelimitedEncoding.Utf16Le ? 0 : 1;
        for (var i = (text.Length & ~1) - 2; i >= 0; i -= 2)
        {
            if (text[i + low] == '\n' && text[i + 1 - low] == 0)
            {
                return i + 2;
            }
        }
        return text.Length;
    }
}
