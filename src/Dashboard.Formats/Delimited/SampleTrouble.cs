using System.Globalization;

namespace Dashboard.Formats.Delimited;

/// <summary>What stood in the way while the beginning of a table was read: the true reason where a file is refused, with its line.</summary>
internal sealed class SampleTrouble
{
    // Fewer may be the lines of one text.
    private const int ManyStray = 20;

    private long _faultyLine;
    private RecordFault _fault;
    private long _unclosedLine;
    private long _nextLine = 1;
    private int _strayRows;
    private int _wholeRows;

    /// <summary>Takes note of a record below the header.</summary>
    /// <param name="reader">Stands at the record.</param>
    /// <param name="columns">Columns of the header.</param>
    /// <returns>True for a row that shows what the columns hold: no broken one, and not the inside of a text whose quote was never closed.</returns>
    public bool IsRow(RecordReader reader, int columns)
    {
        _nextLine = reader.LineNumber + reader.Lines;
        if (reader.Fault != RecordFault.None)
        {
            (_faultyLine, _fault) = _faultyLine == 0 ? (reader.LineNumber, reader.Fault) : (_faultyLine, _fault);
            _unclosedLine = _unclosedLine == 0 && reader.Fault == RecordFault.UnclosedQuote ? reader.LineNumber : _unclosedLine;
            return false;
        }
        if (_unclosedLine == 0)
        {
            return true;
        }
        var isWhole = reader.CellCount == columns;
        _wholeRows += isWhole ? 1 : 0;
        _strayRows += isWhole ? 0 : 1;
        return isWhole;
    }

    /// <summary>Why no row below the header can be read.</summary>
    /// <param name="isWhole">True when the sample is the whole file.</param>
    public string WhyNoRows(bool isWhole) => _fault switch
    {
        RecordFault.UnclosedQuote => Says($"The file has a header, but no row below it can be read: in line {_faultyLine:N0} a quote (\") is opened and never closed. Export the file again, or correct that line."),
        RecordFault.TextAfterQuote => Says($"The file has a header, but no row below it can be read: in line {_faultyLine:N0} a quote (\") stands inside a text in quotes. Export the file again as CSV, which writes such a quote twice."),
        RecordFault.TooManyColumns => TooManyColumns(_faultyLine),
        _ when isWhole => "The file has a header but no rows below it.",
        _ => Says($"Line {_nextLine:N0} is longer than a megabyte, so no row of the file can be read: its line breaks are lost. Export it again with one row per line."),
    };

    /// <summary>That most of what was seen is the inside of a text whose quote was never closed; null when it is not.</summary>
    public string? WhyUnclosed() => _strayRows >= ManyStray && _strayRows > _wholeRows
        ? Says($"In line {_unclosedLine:N0} a quote (\") is opened and never closed, so the rows behind it cannot be told apart. Correct that line, or export the file again, and upload it.")
        : null;

    /// <summary>That the first line of a text has more columns than any table we read; null when it has not.</summary>
    /// <param name="beginning">Its first bytes.</param>
    public static string? WhyTooWide(ReadOnlySpan<byte> beginning)
    {
        var text = LayoutDetection.ToUtf8(beginning, EncodingDetection.Find(beginning));
        foreach (var separator in LayoutDetection.Separators)
        {
            using var reader = new RecordReader(new MemoryStream(text, writable: false), separator);
            if (reader.Read(0) && reader.Fault == RecordFault.TooManyColumns)
            {
                return TooManyColumns(reader.LineNumber);
            }
        }
        return null;
    }

    private static string TooManyColumns(long line) =>
        Says($"Line {line:N0} has more than {RecordReader.MaxColumns:N0} columns. Export only the columns that say when, to whom and what happened, one row per message.");

    private static string Says(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
