using System.Text;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>Finds encoding, separator and header of a table.</summary>
internal static class LayoutDetection
{
    private const int RecordsLookedAt = 60;
    private const int MaxTitleRecords = 30;

    // Ten columns cut out of quoted cells are worth less than two whole ones.
    private const double BrokenCosts = 0.85;

    /// <summary>What may stand between columns.</summary>
    public static IReadOnlyList<char> Separators { get; } = [',', ';', '\t', '|'];

    public static DelimitedLayout Find(ReadOnlySpan<byte> beginning, DelimitedEncoding? encoding, char? separator)
    {
        beginning = beginning[..Math.Min(beginning.Length, DelimitedLayout.BeginningBytes)];
        var written = encoding ?? EncodingDetection.Find(beginning);
        var text = ToUtf8(beginning, written);
        var named = SeparatorLine(text);
        var tables = (separator ?? named) is { } known ? [Table.Read(text, known)] : Separators.Select(one => Table.Read(text, one)).ToList();
        var best = tables.MaxBy(table => table.Score)!;
        return Describe(best, written);
    }

    /// <summary>The text as UTF-8 without its mark.</summary>
    public static byte[] ToUtf8(ReadOnlySpan<byte> beginning, DelimitedEncoding encoding)
    {
        var whole = encoding is DelimitedEncoding.Utf16Le or DelimitedEncoding.Utf16Be ? beginning[..(beginning.Length & ~1)] : beginning;
        var text = encoding.Decoder() is { } decoder ? Encoding.UTF8.GetBytes(decoder.GetString(whole)) : whole.ToArray();
        return text.AsSpan().StartsWith("\ufeff"u8) ? text[3..] : text;
    }

    // Excel's own first line: "sep=;"
    private static char? SeparatorLine(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart("\"\r\n "u8);
        return text.Length > 5 && AsciiCase.Equal(text[..4], "sep="u8) && text[4] < 0x80 && text[5] is (byte)'\r' or (byte)'\n' or (byte)'"'
            ? (char)text[4]
            : null;
    }

    private static DelimitedLayout Describe(Table table, DelimitedEncoding encoding)
    {
        var header = HeaderDetection.Find(table.Records.Take(MaxTitleRecords).Select(record => record.Cells).ToList(), table.Columns);
        var names = header < 0 ? [] : table.Records[header].Cells;
        var below = table.Records.Skip(header + 1).ToList();
        return new DelimitedLayout
        {
            Encoding = encoding,
            Separator = table.Separator,
            HeaderLine = header < 0 ? 0 : table.Records[header].Line,
            Columns = ColumnNames.Make(names, below.Select(record => record.Cells).ToList(), header < 0 ? table.Columns : 0),
        };
    }

    private sealed record Record(long Line, string[] Cells);

    /// <summary>The first records as one separator cuts them.</summary>
    private sealed record Table(char Separator, List<Record> Records, int Columns, double Score)
    {
        public static Table Read(byte[] text, char separator)
        {
            var records = new List<Record>();
            var (looked, broken) = (0, 0);
            using var reader = new RecordReader(new MemoryStream(text, writable: false), separator);
            while (looked < RecordsLookedAt && reader.Read(0))
            {
                // The last line may be cut where the look ends.
                var isWhole = reader.IsTerminated || text.Length < DelimitedLayout.BeginningBytes / 4 || records.Count == 0;
                if (!isWhole || reader.Raw.Trim(" \t"u8).IsEmpty)
                {
                    continue;
                }
                looked++;
                broken += reader.Fault != RecordFault.None || reader.HasCutQuotes() ? 1 : 0;
                if (reader.Fault == RecordFault.None)
                {
                    records.Add(new Record(reader.LineNumber, Cells(reader)));
                }
            }
            var counts = records.Select(record => record.Cells.Length).ToList();
            var usual = counts.Count == 0 ? 1 : counts.GroupBy(count => count).OrderByDescending(group => group.Count() * (group.Key > 1 ? 2 : 1))
                .ThenByDescending(group => group.Key).First().Key;
            var share = counts.Count == 0 ? 0 : (double)counts.Count(count => count == usual) / counts.Count;
            return new Table(separator, records, usual, usual == 1 ? 0 : share * Math.Min(usual, 10) * (1 - BrokenCosts * broken / looked));
        }

        private static string[] Cells(RecordReader reader)
        {
            var cells = new string[reader.CellCount];
            for (var place = 0; place < cells.Length; place++)
            {
                var cell = CellText.Clean(reader[place]);
                cells[place] = Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 300)]);
            }
            return cells;
        }
    }
}
