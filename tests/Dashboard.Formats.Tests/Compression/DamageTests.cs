using System.IO.Compression;
using System.Text;
using Dashboard.Formats.Compression;

namespace Dashboard.Formats.Tests.Compression;

/// <summary>A damaged file never ends as if it were complete, and the sentence says where.</summary>
public class DamageTests
{
    private static readonly byte[] Text = Encoding.ASCII.GetBytes(
        "type,timeLogged,rcpt\n" + string.Concat(Enumerable.Range(0, 5000).Select(row => $"d,2026-03-01 10:00:00Z,a{row * 7919 % 5000}@x.example\n")));

    private static readonly Dictionary<string, byte[]> Files = new()
    {
        ["gzip"] = Pack.Gzip(Text),
        ["zstd"] = Pack.Zstd(Text),
        ["zip"] = Pack.Zip(("a.csv", Text)),
        ["zip, stored"] = Pack.Zip(CompressionLevel.NoCompression, ("a.csv", Text)),
        ["zip of gzip"] = Pack.Zip(CompressionLevel.NoCompression, ("a.gz", Pack.Gzip(Text))),
        ["zip of zstd"] = Pack.Zip(CompressionLevel.NoCompression, ("a.zst", Pack.Zstd(Text))),
        ["workbook"] = Pack.Workbook(("Log", string.Concat(Enumerable.Range(0, 3000).Select(row => $"<row><c t=\"inlineStr\"><is><t>a{row * 7919 % 5000}</t></is></c></row>")))),
    };

    public static TheoryData<string> Kinds => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Cut_anywhere(string kind)
    {
        var whole = Files[kind];
        int[] cuts = [5, whole.Length / 100, whole.Length / 10, whole.Length / 2, whole.Length * 99 / 100, .. Enumerable.Range(whole.Length - 40, 40)];

        Assert.NotEmpty(Unpack.All(whole));
        Assert.All(cuts, cut => Assert.Throws<InvalidDataException>(() => Unpack.All(whole[..cut])));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_flipped_bit(string kind)
    {
        var whole = Files[kind];
        // From behind gzip's header to zip's list of contents: times and names are covered by no checksum.
        var end = kind.StartsWith("zip", StringComparison.Ordinal) || kind == "workbook" ? whole.AsSpan().IndexOf("PK\u0001\u0002"u8) - 20 : whole.Length - 1;
        Assert.All(
            Enumerable.Range(1, 20).Select(step => 50 + ((end - 50) * step / 20)),
            at =>
            {
                byte[] flipped = [.. whole];
                flipped[at] ^= 0x10;
                Assert.Throws<InvalidDataException>(() => Unpack.All(flipped));
            });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Something_behind_the_end(string kind)
    {
        byte[][] tails = ["g"u8.ToArray(), "\0\0g"u8.ToArray(), [.. Enumerable.Repeat((byte)'g', 50_000)], [.. Files[kind][..5]]];

        Assert.All(tails, tail => Assert.Throws<InvalidDataException>(() => Unpack.All([.. Files[kind], .. tail])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(50_000)]
    public void Zero_bytes_behind_gzip_are_padding(int count)
    {
        Assert.Equal(Text, Unpack.One([.. Files["gzip"], .. new byte[count]]));
        // Nothing, compressed: its last ten bytes are zero too.
        Assert.Empty(Unpack.One([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, .. new byte[9], .. new byte[count]]));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void A_cut_second_member_or_frame(string kind)
    {
        var second = Files[kind];

        Assert.All(
            Enumerable.Range(1, 30).Append(second.Length / 2).Append(second.Length - 1),
            cut => Assert.Throws<InvalidDataException>(() => Unpack.All([.. second, .. second[..cut]])));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void A_zip_archive_whose_checksum_or_length_lies(int at)
    {
        foreach (var level in new[] { CompressionLevel.Optimal, CompressionLevel.NoCompression })
        {
            var lying = Pack.Zip(level, ("a.csv", Text));
            var record = lying.AsSpan().IndexOf("PK\u0001\u0002"u8);
            lying[record + at] ^= 1;
            lying[record + at + 1] = 0;

            Assert.Throws<InvalidDataException>(() => Unpack.All(lying));
        }
    }

    [Fact]
    public void A_member_of_a_zip_archive_that_claims_to_be_empty()
    {
        var lying = Pack.Zip(("a.csv", Text), ("b.csv", Text));
        lying.AsSpan(lying.AsSpan().IndexOf("PK\u0001\u0002"u8) + 24, 4).Clear();

        Assert.Throws<InvalidDataException>(() => Unpack.All(lying));
    }

    [Fact]
    public void Sentences_say_where()
    {
        var gzip = Files["gzip"];
        var zip = Pack.Zip(("a.csv", "x"u8.ToArray()), ("b.csv", Text));
        zip[zip.Length / 2] ^= 1;

        Assert.Matches(@"^Its compression is broken near byte \d,\d{3} of 7,000\.$", MessageOf(gzip[..7000]));
        Assert.Equal("Something that is not compressed follows the compressed text.", MessageOf([.. gzip, 1]));
        Assert.Matches(@"^b\.csv in it cannot be unpacked: the compression is broken near byte \d+,\d{3} of \d+,\d{3}\.$", MessageOf(zip));
        Assert.Equal("The archive's list of contents is missing at its end: it breaks off at byte 7,000.", MessageOf(zip[..7000]));
        Assert.Equal("Something follows the end of the archive, or the end itself is damaged.", MessageOf([.. zip, 1]));
        Assert.Equal("The file ends after the first byte of a gzip header.", MessageOf([0x1f]));
    }

    private static string MessageOf(byte[] stored) => Assert.Throws<InvalidDataException>(() => Unpack.All(stored)).Message;
}
