using System.Text;
using CsvHelper;
using Dashboard.Core.Delivery;
using Dashboard.Formats.Compression;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.PowerMta;

/// <summary>
/// Reads PowerMTA accounting files: any columns in any order, headers repeated or changed in the middle, all record types. Lines are
/// physical lines: PowerMTA writes no line break inside a field, and so an unclosed quote costs its own line only.
/// </summary>
internal sealed class PowerMtaReader : ILogReader
{
    private const int BufferSize = 1 << 18;
    private const int MaxOriginalBytes = 4096;

    private readonly CsvReader _csv;
    private readonly LogReaderOptions _options;
    private readonly PowerMtaRow _row;
    private readonly byte[] _original = new byte[MaxOriginalBytes];
    private PowerMtaHeader? _header;
    private CsvMalformedReason? _malformed;

    private PowerMtaReader(Stream stream, char separator, LogReaderOptions options)
    {
        _options = options;
        var csv = Csv(separator) with { BufferSize = BufferSize, OnMalformedRecord = record => _malformed = record.Reason };
        _csv = CsvReader.Create(new LineCapStream(stream, LogReaderOptions.MaxLineBytes), csv, leaveOpen: false);
        _row = new PowerMtaRow(options);
        if (options.HeaderLine is { } line)
        {
            using var header = CsvReader.FromText(line, Csv(','));
            _header = header.Read() ? PowerMtaHeader.Read(header, options.Columns) : null;
        }
    }

    public long LineNumber { get; private set; }

    public long RecordsRead { get; private set; }

    public LineProblem Problem { get; private set; }

    public static PowerMtaReader Open(Stream stream, LogReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        var beginning = new byte[64];
        beginning = beginning[..stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false)];
        var whole = new CountingStream(stream, beginning);
        return TextEncoding.FindUtf16(beginning) is { } utf16
            ? new PowerMtaReader(Encoding.CreateTranscodingStream(whole, utf16, Encoding.UTF8), ',', options)
            : new PowerMtaReader(whole, PowerMtaDetection.SeparatorOf(beginning), options);
    }

    public LineKind Read(LogEvent target)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Clear();
        _malformed = null;
        Problem = default;
        if (!_csv.Read())
        {
            return LineKind.End;
        }
        // Every line is one record here, blank ones too, so that the count of records is the number of the line.
        LineNumber = ++RecordsRead;
        return ReadLine(target);
    }

    public void Dispose() => _csv.Dispose();

    private LineKind ReadLine(LogEvent target)
    {
        var raw = _csv.RawRecord;
        if (raw.Length > LogReaderOptions.MaxLineBytes)
        {
            return Malformed("The line is longer than 1 MiB.", null);
        }
        if (raw.Length < 128 && raw.Trim(" \t"u8).IsEmpty)
        {
            return Ignored("Blank line.");
        }
        var first = _csv.GetSpan(0).Trim(" \t"u8);
        if (first.StartsWith("\ufeff"u8))
        {
            first = first[3..];
        }
        if (IsHeader(first))
        {
            if (_malformed is not null)
            {
                return Malformed("A quote in the header line is not closed or not escaped.", null);
            }
            _header = PowerMtaHeader.Read(_csv, _options.Columns);
            return Ignored("Header line.");
        }
        if (first.StartsWith("#"u8))
        {
            return Ignored("Comment line.");
        }
        if (_malformed is CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.UnterminatedQuote)
        {
            return Malformed("A quote is not closed on its line.", null);
        }
        if (_malformed is CsvMalformedReason.TextAfterClosingQuote)
        {
            return Malformed("A quote inside a quoted field is not escaped: the columns after it cannot be trusted.", null);
        }
        if (_header is null)
        {
            return Malformed("There is no header line above: PowerMTA writes `type,timeLogged,…` first. Add the header line and upload the file again.", null);
        }
        var kind = _row.Read(_csv, _header, target);
        return kind switch
        {
            LineKind.Ignored => Ignored(_row.Reason!),
            LineKind.Malformed => Malformed(_row.Reason!, _header.NameOf(_row.ColumnAtFault)),
            _ => kind,
        };
    }

    private static bool IsHeader(ReadOnlySpan<byte> first)
    {
        if (first.StartsWith("#"u8))
        {
            first = first[1..].Trim((byte)' ');
        }
        return first.Length == 4 && Ascii.EqualsIgnoreCase(first, "type"u8);
    }

    private LineKind Ignored(string reason)
    {
        Problem = new LineProblem(reason, null, default);
        return LineKind.Ignored;
    }

    private LineKind Malformed(string reason, string? column)
    {
        var raw = _csv.RawRecord;
        var kept = Math.Min(raw.Length, MaxOriginalBytes);
        raw[..kept].CopyTo(_original);
        Problem = new LineProblem(reason, column, _original.AsMemory(0, kept));
        return LineKind.Malformed;
    }

    private static CsvReaderOptions Csv(char separator) => new()
    {
        Separator = separator,
        HasHeader = false,
        SkipEmptyLines = false,
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Recover,
        IncludeValuesInExceptions = false,
        MaxRecordSize = 2 * LogReaderOptions.MaxLineBytes,
    };
}
