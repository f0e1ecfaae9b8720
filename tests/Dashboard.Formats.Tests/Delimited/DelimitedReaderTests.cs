using System.Text;
using Dashboard.Formats.Delimited;

namespace Dashboard.Formats.Tests.Delimited;

public class DelimitedReaderTests
{
    private static readonly ColumnMapping Mapping = new()
    {
        Columns = new Dictionary<string, ColumnField>
        {
            ["Time"] = ColumnField.EventTime, ["Result"] = ColumnField.Outcome, ["To"] = ColumnField.Recipient,
            ["Reply"] = ColumnField.ReplyText, ["Größe"] = ColumnField.Campaign, ["Id"] = ColumnField.MessageId,
        },
        DeliveryKey = DeliveryKeyKind.MessageId,
    };

    private static readonly string[][] Table =
    [
        ["Time", "Result", "To", "Reply", "Größe", "Id"],
        ["2026-01-05 22:00:13", "delivered", "ann@example.com", "250 2.0.0 Ok; queued, thanks | bye\tnow", "Müller “1”", "m-1"],
        ["2026-01-05 22:00:14", "bounced", "jürgen@example.net", "550 5.1.1 Empfänger\n\"unbekannt\"", "", "m-2"],
        ["2026-01-05 22:00:15", "deferred", "cid@example.org", "421 später", "Straße", "m-3"],
    ];

    public static TheoryData<DelimitedEncoding, char> Ways
    {
        get
        {
            var ways = new TheoryData<DelimitedEncoding, char>();
            foreach (var encoding in Enum.GetValues<DelimitedEncoding>())
            {
                foreach (var separator in ",;\t|")
                {
                    ways.Add(encoding, separator);
                }
            }
            return ways;
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Encoding_and_separator_make_no_difference(DelimitedEncoding encoding, char separator)
    {
        var expected = DelimitedLines.All(Write(Table, DelimitedEncoding.Utf8, ','), Mapping).Where(line => line.Found is not null).Select(line => line.Found).ToList();
        var bytes = Write(Table, encoding, separator);

        var lines = DelimitedLines.All(bytes, Mapping);

        Assert.Equal(3, expected.Count);
        Assert.Equal(expected, lines.Where(line => line.Found is not null).Select(line => line.Found));
        Assert.Equal(new Detection(LogFormat.Delimited, null), ReaderCatalog.Detect(bytes));
    }

    [Theory]
    [InlineData(DelimitedEncoding.Utf16Le)]
    [InlineData(DelimitedEncoding.Utf16Be)]
    public void A_byte_order_mark_is_not_needed(DelimitedEncoding encoding)
    {
        var bytes = Write(Table, encoding, ';')[2..];

        Assert.Equal(encoding, DelimitedLayout.Detect(bytes).Encoding);
        Assert.Equal(3, DelimitedLines.All(bytes, Mapping).Count(line => line.Kind == LineKind.Event));
    }

    private static byte[] Write(string[][] table, DelimitedEncoding encoding, char separator)
    {
        var text = string.Concat(table.Select(row => string.Join(separator, row.Select(cell => Quote(cell, separator))) + "\r\n"));
        var encoder = encoding switch
        {
            DelimitedEncoding.Utf8 => new UTF8Encoding(false),
            DelimitedEncoding.Utf8Bom => new UTF8Encoding(true),
            DelimitedEncoding.Utf16Le => Encoding.Unicode,
            DelimitedEncoding.Utf16Be => Encoding.BigEndianUnicode,
            DelimitedEncoding.Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
            _ => throw new ArgumentOutOfRangeException(nameof(encoding)),
        };
        return [.. encoder.GetPreamble(), .. encoder.GetBytes(text)];
    }

    private static string Quote(string cell, char separator) =>
        cell.AsSpan().ContainsAny([separator, '"', '\n', '\r']) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
