using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Dashboard.Core.Delivery;
using Dashboard.Formats.Tests.PowerMta;
using Dashboard.Testing.Generation;

namespace Dashboard.Formats.Tests.Generated;

/// <summary>The files that other tests import: are they what they say, and does their truth add up?</summary>
public sealed class SenderFilesTests
{
    private static readonly PowerMtaLogOptions Mail = SenderFiles.Mail(12_000, seed: 5);

    public static TheoryData<SenderFile> All => [.. SenderFiles.All];

    public static TheoryData<SenderFile> Tables => [.. SenderFiles.All.Where(file => file.Header.Count > 0)];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(All))]
    public void The_same_mail_gives_the_same_bytes_and_the_counts_add_up(SenderFile file)
    {
        var (bytes, counts) = file.Write(Mail, Token);
        var (again, _) = file.Write(Mail, Token);

        Assert.Equal(SHA256.HashData(bytes), SHA256.HashData(again));
        Assert.All(file.Shows, type => Assert.True(counts.Of(type) > 0));
        Assert.True(file == SenderFiles.Aggregated || counts.DataRows == counts.Events.Values.Sum());
        if (counts.Deliveries is { } deliveries)
        {
            Assert.Equal(deliveries.Attempted, deliveries.Resolved + deliveries.Waiting);
            Assert.Equal(deliveries.FirstDeferred is null, !file.Shows.Contains(EventType.Deferred));
            Assert.True(deliveries.Waiting >= 0 && deliveries.RetrySucceeded is null or > 0);
        }
    }

    [Fact]
    public void All_senders_tell_of_the_same_mail()
    {
        var counts = SenderFiles.All.Select(file => file.Write(Mail, Token).Counts).ToList();

        Assert.Single(counts.Select(c => c.Truth.Total.Attempted).Distinct());
        foreach (var type in Enum.GetValues<EventType>())
        {
            Assert.True(counts.Where(c => c.Events.ContainsKey(type)).Select(c => c.Of(type)).Distinct().Count() <= 1);
        }
    }

    [Fact]
    public void PowerMta_records_are_read_as_the_counts_say()
    {
        foreach (var file in new[] { SenderFiles.PowerMtaDefault, SenderFiles.PowerMtaFull })
        {
            var (bytes, counts) = file.Write(Mail, Token);
            var lines = ReadLine.All(new MemoryStream(bytes));
            var events = lines.Where(line => line.Kind == LineKind.Event).Select(line => line.Found!).Where(found => found.Type <= EventType.Complaint).ToList();

            Assert.DoesNotContain(lines, line => line.Kind == LineKind.Malformed);
            Assert.Equal(counts.DataRows + counts.OtherRows, lines.Count);
            Assert.Equal(counts.DataRows, events.Count);
            Assert.All(Enum.GetValues<EventType>(), type => Assert.Equal(counts.Of(type), events.LongCount(found => found.Type == type)));
            Assert.Equal(file == SenderFiles.PowerMtaFull, counts.QueueRecords > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Tables_have_a_cell_for_each_column_and_the_events_that_the_counts_say(SenderFile file)
    {
        var (bytes, counts) = file.Write(Mail, Token);
        var mark = file.Encoding.Preamble;
        var start = bytes.AsSpan().StartsWith(mark) ? mark.Length : 0;
        var rows = Rows(file.Encoding.GetString(bytes, start, bytes.Length - start), file.Separator);
        var header = rows.FindIndex(row => row.SequenceEqual(file.Header));
        var data = rows.Skip(header + 1).Take((int)counts.DataRows).ToList();

        Assert.Equal(counts.DataRows + counts.OtherRows, rows.Count);
        Assert.All(rows, row => Assert.Equal(file.Header.Count, row.Length));
        Assert.Equal(counts.DataRows, data.Count);
        foreach (var (type, word) in file.Words)
        {
            Assert.Equal(counts.Of(type), data.LongCount(row => row.Contains(word)));
        }

        Assert.Equal(counts.OtherRows, rows.Count - data.Count);
        Assert.DoesNotContain(data, row => row.Any(cell => cell.Contains('\uFFFD', StringComparison.Ordinal)));
    }

    [Fact]
    public void Counts_of_an_aggregated_file_are_the_sums_of_its_columns()
    {
        var (bytes, counts) = SenderFiles.Aggregated.Write(Mail, Token);
        var rows = Rows(SenderFiles.Aggregated.Encoding.GetString(bytes), ',').Skip(1).ToList();

        for (var column = 0; column < SenderFiles.Aggregated.Shows.Count; column++)
        {
            Assert.Equal(
                counts.Of(SenderFiles.Aggregated.Shows[column]),
                rows.Sum(row => long.Parse(row[3 + column], CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Details_that_make_the_senders_hard_are_there()
    {
        var german = SenderFiles.GermanEsp.Write(Mail, Token).File;
        var excel = SenderFiles.ExcelMangled.Encoding.GetString(SenderFiles.ExcelMangled.Write(Mail, Token).File);
        var tabs = SenderFiles.Utf16Tabs.Write(Mail, Token).File;
        var semicolons = SenderFiles.Utf8Semicolons.Write(Mail, Token).File;

        // Berlin is two hours ahead in June.
        var local = Rows(SenderFiles.GermanEsp.Encoding.GetString(german), ';').Skip(1).Select(row => Time(row[1], "dd.MM.yyyy HH:mm"));
        var utc = Rows(SenderFiles.Utf8Semicolons.Encoding.GetString(semicolons), ';').Skip(1).Select(row => Time(row[0], "yyyy-MM-dd'T'HH:mm:ss'Z'"));
        Assert.All(local.Zip(utc), times => Assert.InRange(times.Second.AddHours(2) - times.First, TimeSpan.Zero, TimeSpan.FromSeconds(59)));

        // ü, –, „, €
        Assert.All(new byte[] { 0xFC, 0x96, 0x84, 0x80 }, character => Assert.Contains(character, german));
        Assert.Contains("=\"550\",5/1/2001,", excel, StringComparison.Ordinal);
        Assert.Contains(",4.7.650,", excel, StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xFE, (byte)'T', 0], tabs[..4]);
        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'T'], semicolons[..4]);
    }

    [Fact]
    public void A_damaged_file_reads_well_until_it_breaks_off()
    {
        var (bytes, counts) = SenderFiles.DamagedGzip.Write(Mail, Token);
        using var unpacked = new MemoryStream();
        using var packed = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);

        Assert.Throws<InvalidDataException>(() => packed.CopyTo(unpacked));
        Assert.InRange(unpacked.ToArray().Count(character => character == '\n'), 1, counts.DataRows);
    }

    [Fact]
    public void A_large_file_has_its_size_and_is_written_in_small_pieces()
    {
        const long Size = 30_000_000;
        var stream = new LengthOnly();

        var counts = SenderFiles.WriteLarge(Size, stream, Token);

        Assert.InRange(stream.Length, Size * 0.93, Size * 1.07);
        Assert.True(stream.LongestWrite < 200_000);
        Assert.Equal(counts.DataRows, counts.Truth.Lines);
    }

    private static DateTime Time(string text, string form) => DateTime.ParseExact(text, form, CultureInfo.InvariantCulture);

    // Written for this: a second opinion, not the reader that is to be tested with these files.
    private static List<string[]> Rows(string text, char separator)
    {
        var rows = new List<string[]>();
        foreach (var line in text.Split("\r\n")[..^1])
        {
            var cells = new List<string> { "" };
            var isQuoted = false;
            for (var i = 0; i < line.Length; i++)
            {
                if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
                {
                    cells[^1] += line[i++];
                }
                else if (line[i] == '"' && (isQuoted || cells[^1].Length == 0))
                {
                    isQuoted = !isQuoted;
                }
                else if (line[i] == separator && !isQuoted)
                {
                    cells.Add("");
                }
                else
                {
                    cells[^1] += line[i];
                }
            }

            rows.Add([.. cells]);
        }

        return rows;
    }

    private sealed class LengthOnly : Stream
    {
        private long _length;

        public int LongestWrite { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position { get => _length; set => throw new NotSupportedException(); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _length += buffer.Length;
            LongestWrite = Math.Max(LongestWrite, buffer.Length);
        }
    }
}
