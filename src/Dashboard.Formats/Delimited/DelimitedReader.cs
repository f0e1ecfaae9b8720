using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Formats.Compression;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>
/// Reads any delimited export through a column mapping. Layout is found in the file itself. A repeated header is skipped; one with other columns
/// is followed as long as it has those that the mapping needs.
/// </summary>
internal sealed class DelimitedReader : ILogReader
{
    private const int MaxOriginalBytes = 4096;

    private readonly RecordReader _records;
    private readonly DelimitedLayout _layout;
    private readonly ColumnMapping _mapping;
    private readonly DelimitedRow _row;
    private readonly byte[] _original = new byte[MaxOriginalBytes];
    private DelimitedColumns _columns;
    private int _cellsExpected;

    private DelimitedReader(Stream stream, DelimitedLayout layout, ColumnMapping mapping, LogReaderOptions options)
    {
        _layout = layout;
        _mapping = mapping;
        _columns = new DelimitedColumns(layout.Columns, mapping);
        _row = new DelimitedRow(mapping, options);
        _cellsExpected = layout.HeaderLine > 0 ? 0 : layout.Columns.Count;
        _records = new RecordReader(new LineCapStream(stream, LogReaderOptions.MaxLineBytes), layout.Separator);
    }

    public long LineNumber { get; private set; }

    public long RecordsRead { get; private set; }

    public LineProblem Problem { get; private set; }

    /// <summary>The cell of a field as the last row has it.</summary>
    public ReadOnlySpan<byte> Cell(ColumnField field) => _columns.Value(_records, field);

    /// <exception cref="InvalidDataException">There is no mapping, and the file does not tell enough to guess one.</exception>
    /// <exception cref="ArgumentException">The mapping names no time zone of this machine.</exception>
    public static DelimitedReader Open(Stream stream, LogReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        var beginning = new byte[DelimitedLayout.BeginningBytes];
        beginning = beginning[..stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
        var mapping = options.Mapping ?? Guess(beginning);
        var layout = DelimitedLayout.Detect(beginning, mapping);
        Stream whole = new CountingStream(stream, beginning);
        var text = layout.Encoding.Decoder() is { } decoder ? Encoding.CreateTranscodingStream(whole, decoder, Encoding.UTF8) : whole;
        return new DelimitedReader(text, layout, mapping, options);
    }

    private static ColumnMapping Guess(byte[] beginning)
    {
        var sample = DelimitedSample.Read(beginning, isWhole: beginning.Length < DelimitedLayout.BeginningBytes);
        var guess = MappingGuess.Make(sample, new MappingDefaults());
        return guess.IsGoodEnough ? guess.Mapping : throw new InvalidDataException(guess.Problems[0].Sentence);
    }

    public LineKind Read(LogEvent target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Clear();
        Problem = default;
        if (!_records.Read(_cellsExpected))
        {
            return LineKind.End;
        }
        RecordsRead++;
        LineNumber = _records.LineNumber;
        var kind = ReadRecord(target);
        if (kind != LineKind.Event)
        {
            target.Clear();
        }
        return kind;
    }

    public void Dispose() => _records.Dispose();

    private LineKind ReadRecord(LogEvent target)
    {
        if (WhyNoRow(out var kind) is { } why)
        {
            return kind == LineKind.Ignored ? Ignored(why) : Malformed(why, null);
        }
        if (!_columns.IsComplete && !IsHeader())
        {
            return Malformed(MissingBelow(), null);
        }
        return _row.Read(_records, _columns, target) switch
        {
            LineKind.Event => LineKind.Event,
            LineKind.Ignored => Ignored(_row.Reason!),
            _ when IsHeader() => FollowHeader(),
            _ when TotalsRow.Matches(_records) => Ignored("Row of totals."),
            _ when IsComment() => Ignored("Comment line."),
            _ => Malformed(_row.Reason!, _row.Column),
        };
    }

    /// <summary>What can be said without looking at the columns; null for a row.</summary>
    private string? WhyNoRow(out LineKind kind)
    {
        kind = LineKind.Ignored;
        var raw = _records.Raw;
        if (LineNumber <= _layout.HeaderLine && _records.Fault == RecordFault.None)
        {
            _cellsExpected = LineNumber == _layout.HeaderLine ? _records.CellCount : 0;
            return LineNumber == _layout.HeaderLine ? "Header line." : "Line above the header.";
        }
        if (raw.Length < 4096 && IsBlank())
        {
            return "Blank line.";
        }
        if (LineNumber == 1 && raw.Length < 16 && raw.IndexOf("sep="u8) is 0 or 1 or 3 or 4)
        {
            return "Line above the header.";
        }
        kind = LineKind.Malformed;
        if (raw.Length > LogReaderOptions.MaxLineBytes)
        {
            return "The line is longer than 1 MiB.";
        }
        switch (_records.Fault)
        {
            case RecordFault.UnclosedQuote:
                return "A quote is not closed.";
            case RecordFault.TextAfterQuote:
                return "A quote inside a quoted field is not escaped: the columns after it cannot be trusted.";
            case RecordFault.TooManyColumns:
                return "The row has more than 1,024 columns.";
        }
        var columns = _columns.Names.Count;
        if (_records.CellCount < columns && !_records.IsTerminated)
        {
            return "The file ends in the middle of this line.";
        }
        for (var place = columns; place < _records.CellCount; place++)
        {
            if (!CellText.Clean(_records[place]).IsEmpty)
            {
                return "The row has more columns than the header: probably a separator inside a text that is not quoted.";
            }
        }
        return null;
    }

    private bool IsBlank()
    {
        for (var place = 0; place < _records.CellCount; place++)
        {
            if (!CellText.Clean(_records[place]).IsEmpty)
            {
                return false;
            }
        }
        return _records.Fault == RecordFault.None;
    }

    private bool IsComment() => CellText.Clean(_records[0]).StartsWith("#"u8);

    /// <summary>True when the cells are names of columns: the file was put together from several.</summary>
    private bool IsHeader()
    {
        var (filled, known) = (0, 0);
        for (var place = 0; place < _records.CellCount; place++)
        {
            var cell = CellText.Clean(_records[place]);
            if (cell.IsEmpty)
            {
                continue;
            }
            filled++;
            if (cell.Length > 200 || cell.Contains((byte)'@'))
            {
                return false;
            }
            var name = ColumnNames.Plain(Encoding.UTF8.GetString(cell));
            known += _layout.PlaceOf(name) >= 0 || _mapping.Columns.ContainsKey(name) || HeaderSynonyms.IsKnown(name) ? 1 : 0;
        }
        return known >= 2 && known * 2 > filled;
    }

    private LineKind FollowHeader()
    {
        var cells = new string[_records.CellCount];
        for (var place = 0; place < cells.Length; place++)
        {
            cells[place] = Encoding.UTF8.GetString(CellText.Clean(_records[place]));
        }
        _columns = new DelimitedColumns(ColumnNames.Make(cells, [], 0), _mapping);
        _cellsExpected = cells.Length;
        return _columns.IsComplete ? Ignored("Header line.") : Malformed(MissingBelow(), null);
    }

    private string MissingBelow()
    {
        var missing = _mapping.Columns.First(column => DelimitedColumns.IsNeeded(column.Value) && !_columns.Names.Contains(column.Key, StringComparer.OrdinalIgnoreCase));
        return $"The header above has no column “{missing.Key}”, which the mapping names: divide the file where its columns change.";
    }

    private LineKind Ignored(string reason)
    {
        Problem = new LineProblem(reason, null, default);
        return LineKind.Ignored;
    }

    private LineKind Malformed(string reason, string? column)
    {
        var raw = _records.Raw;
        var kept = Math.Min(raw.Length, MaxOriginalBytes);
        raw[..kept].CopyTo(_original);
        Problem = new LineProblem(reason, column, _original.AsMemory(0, kept));
        return LineKind.Malformed;
    }
}
