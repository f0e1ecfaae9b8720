using System.Text;
using Dashboard.Formats.Compression;

namespace Dashboard.Formats.Tests.Compression;

public class StoredFileTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(
        "type,timeLogged,rcpt\n" + string.Concat(Enumerable.Range(0, 5000).Select(row => $"d,2026-03-01 10:00:00Z,a{row * 7919 % 5000}@x.example\n")));

    [Fact]
    public void The_test_process_detects_truncation_as_the_program_does() => StrictCompression.Verify();

    [Fact]
    public void Plain_gzip_and_zstd_read_the_same()
    {
        Assert.Equal(Text, Unpack.One(Text));
        Assert.Equal(Text, Unpack.One(Pack.Gzip(Text)));
        Assert.Equal(Text, Unpack.One(Pack.Zstd(Text)));
        Assert.Empty(Unpack.One([]));
        Assert.Empty(Unpack.One(Pack.Gzip([])));
        Assert.Equal("x"u8.ToArray(), Unpack.One("x"u8.ToArray()));
    }

    [Fact]
    public void Several_members_and_frames_are_one_text()
    {
        Assert.Equal(Text, Unpack.One([.. Pack.Gzip(Text[..1000]), .. Pack.Gzip(Text[1000..])]));
        Assert.Equal(Text, Unpack.One([.. Pack.Zstd(Text[..1000]), .. Pack.Zstd(Text[1000..])]));
        Assert.Equal(Text, Unpack.One([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3, .. Pack.Zstd(Text)]));
    }

    [Theory]
    [InlineData(StoredKind.Plain)]
    [InlineData(StoredKind.Gzip)]
    [InlineData(StoredKind.Zstd)]
    [InlineData(StoredKind.Zip)]
    [InlineData(StoredKind.Workbook)]
    public void What_a_file_is_its_first_bytes_say(StoredKind kind)
    {
        using var file = Unpack.Open(kind switch
        {
            StoredKind.Gzip => Pack.Gzip(Text),
            StoredKind.Zstd => Pack.Zstd(Text),
            StoredKind.Zip => Pack.Zip(("a.csv", Text)),
            StoredKind.Workbook => Pack.Workbook(("Log", "<row><c><v>1</v></c></row>")),
            _ => Text,
        });

        Assert.Equal(kind, file.Kind);
    }

    [Fact]
    public void Progress_counts_the_bytes_as_stored()
    {
        var whole = Pack.Gzip(Text);
        using var file = Unpack.Open(whole);
        Assert.Equal((0, whole.Length), (file.BytesRead, file.Length));

        Unpack.Read(file.NextPart()!.Content);

        Assert.Equal(whole.Length, file.BytesRead);
    }

    [Fact]
    public void The_amount_of_text_is_limited_but_not_the_ratio()
    {
        var zeros = new byte[3_000_000];
        Assert.Equal(zeros.Length, Unpack.One(Pack.Zstd(zeros)).Length);

        foreach (var stored in new[] { Pack.Gzip(zeros), Pack.Zstd(zeros), Pack.Zip(("a", zeros[..2_000_000]), ("b", zeros[..2_000_000])) })
        {
            var refusal = Assert.Throws<FileRefusedException>(() => Unpack.All(stored, new StoredFileLimits { MostTextBytes = 2_900_000 }));
            Assert.Equal("It unpacks to more than 0.003 GB. Split it into smaller files and upload them one by one.", refusal.Message);
        }
    }

    [Fact]
    public void A_window_that_would_fill_the_memory_is_not_opened()
    {
        var content = new byte[1000];

        Assert.Equal(content, Unpack.One(Pack.Zstd(content, windowLog: 27)));
        Assert.Throws<InvalidDataException>(() => Unpack.One(Pack.Zstd(content, windowLog: 28)));
    }

    [Fact]
    public void A_part_may_be_left_in_the_middle()
    {
        using var file = Unpack.Open(Pack.Zip(("a.csv", Text), ("b.csv", Text)));
        Assert.Equal((byte)'t', file.NextPart()!.Content.ReadByte());

        Assert.Equal(Text, Unpack.Read(file.NextPart()!.Content));
        Assert.Null(file.NextPart());
    }

    [Fact]
    public void Three_hundred_megabytes_are_read_in_constant_memory()
    {
        var zeros = Pack.Zstd(new byte[10_000_000]);
        var stored = Pack.Zip([.. Enumerable.Range(10, 30).Select(i => ($"{i}.zst", zeros))]);
        using var file = Unpack.Open(stored);
        var block = new byte[1 << 16];
        long length = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();

        while (file.NextPart() is { } part)
        {
            for (var count = part.Content.Read(block); count > 0; count = part.Content.Read(block))
            {
                length += count;
            }
        }

        Assert.Equal(300_000_000, length);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
    }
}
