using System.IO.Compression;
using System.Text;
using Dashboard.Core.Delivery;
using Dashboard.Formats.Compression;

namespace Dashboard.Formats.Tests.Compression;

public class StoredFileTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(
        "type,timeLogged,rcpt\n" + string.Concat(Enumerable.Range(0, 5000).Select(row => $"d,2026-03-01 10:00:00Z,a{row * 7919 % 5000}@x.example\n")));

    [Fact]
    public void The_test_process_detects_truncation_as_the_program_does() => StrictCompression.Verify();

    [Fact]
    public void Plain_and_gzip_read_the_same_whatever_the_name_says()
    {
        Assert.Equal(Text, Read(Text, StoredCompression.None));
        Assert.Equal(Text, Read(Gzip(Text), StoredCompression.Gzip));
        Assert.Equal(Text, Read([.. Gzip(Text[..1000]), .. Gzip(Text[1000..])], StoredCompression.Gzip));
        Assert.Empty(Read([], StoredCompression.None));
        Assert.Equal("x"u8.ToArray(), Read("x"u8.ToArray(), StoredCompression.None));
    }

    [Fact]
    public void A_gzip_file_cut_anywhere_never_ends_as_complete()
    {
        var whole = Gzip(Text);
        int[] cuts = [1, 2, 3, 9, 10, 11, whole.Length / 100, whole.Length / 10, whole.Length / 2, .. Enumerable.Range(whole.Length - 40, 40)];

        Assert.All(cuts, cut => Assert.Throws<InvalidDataException>(() => ReadEvents(whole[..cut])));
        Assert.Equal(5000, ReadEvents(whole));
    }

    [Fact]
    public void A_cut_second_member_never_ends_as_complete()
    {
        var first = Gzip(Text[..1000]);
        var second = Gzip(Text[1000..]);

        Assert.All(
            Enumerable.Range(1, 30).Append(second.Length / 2).Append(second.Length - 1),
            cut => Assert.Throws<InvalidDataException>(() => ReadEvents([.. first, .. second[..cut]])));
    }

    [Fact]
    public void A_flipped_bit_is_never_read_as_sound()
    {
        var whole = Gzip(Text);
        // From behind the header: its time and name are not covered by the checksum.
        Assert.All(
            Enumerable.Range(1, 20).Select(step => 10 + ((whole.Length - 11) * step / 20)),
            at =>
            {
                byte[] flipped = [.. whole];
                flipped[at] ^= 0x10;
                Assert.Throws<InvalidDataException>(() => ReadEvents(flipped));
            });
    }

    [Fact]
    public void Progress_counts_the_bytes_as_stored()
    {
        var whole = Gzip(Text);
        using var file = StoredFile.Open(new MemoryStream(whole));

        Assert.Equal(whole.Length, file.Length);
        file.Content.CopyTo(Stream.Null);
        Assert.Equal(whole.Length, file.BytesRead);
    }

    [Fact]
    public void Garbage_behind_the_compressed_data_is_noticed_and_padding_is_not_garbage()
    {
        Assert.True(HasGarbage([.. Gzip(Text), .. Enumerable.Repeat((byte)'g', 50_000)]));
        Assert.False(HasGarbage([.. Gzip(Text), .. new byte[50_000]]));
        Assert.False(HasGarbage(Gzip(Text)));
    }

    private static bool HasGarbage(byte[] stored)
    {
        using var file = StoredFile.Open(new MemoryStream(stored));
        // As the readers do; CopyTo would take the garbage too.
        var buffer = new byte[4096];
        while (file.Content.Read(buffer) > 0)
        {
        }
        return file.HasTrailingGarbage();
    }

    private static byte[] Read(byte[] stored, StoredCompression expected)
    {
        using var file = StoredFile.Open(new MemoryStream(stored));
        Assert.Equal(expected, file.Compression);
        using var content = new MemoryStream();
        file.Content.CopyTo(content);
        return content.ToArray();
    }

    private static int ReadEvents(byte[] stored)
    {
        using var file = StoredFile.Open(new MemoryStream(stored));
        using var reader = ReaderCatalog.Open(LogFormat.PowerMta, file.Content, new LogReaderOptions());
        var target = new LogEvent();
        var events = 0;
        for (var kind = reader.Read(target); kind != LineKind.End; kind = reader.Read(target))
        {
            events += kind == LineKind.Event ? 1 : 0;
        }
        return events;
    }

    private static byte[] Gzip(byte[] content)
    {
        using var stored = new MemoryStream();
        using (var writer = new GZipStream(stored, CompressionLevel.Optimal, leaveOpen: true))
        {
            writer.Write(content);
        }
        return stored.ToArray();
    }
}
