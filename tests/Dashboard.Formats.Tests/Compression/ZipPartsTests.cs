using System.Text;
using Dashboard.Formats.Compression;

namespace Dashboard.Formats.Tests.Compression;

public class ZipPartsTests
{
    [Fact]
    public void Files_are_read_by_name_and_what_is_no_file_of_the_sender_is_left_out()
    {
        var stored = Pack.Zip(
            ("logs/", []),
            ("logs/b.csv", "bb"u8.ToArray()),
            ("logs/a.csv", "a"u8.ToArray()),
            ("logs/empty.csv", []),
            ("__MACOSX/logs/._a.csv", "mac"u8.ToArray()),
            ("logs/.DS_Store", "mac"u8.ToArray()),
            (".git/x", "git"u8.ToArray()),
            ("./c.csv", "c"u8.ToArray()));

        Assert.Equal(["./c.csv=c", "logs/a.csv=a", "logs/b.csv=bb"], Unpack.All(stored).Select(p => $"{p.Name}={Encoding.UTF8.GetString(p.Text)}"));
    }

    [Fact]
    public void Members_may_be_compressed_once_more()
    {
        var stored = Pack.Zip(("a.gz", Pack.Gzip("one"u8.ToArray())), ("b.zst", Pack.Zstd("two"u8.ToArray())), ("c.gz", Pack.Gzip(Pack.Gzip("three"u8.ToArray()))));

        var parts = Unpack.All(stored);

        Assert.Equal("one"u8.ToArray(), parts[0].Text);
        Assert.Equal("two"u8.ToArray(), parts[1].Text);
        Assert.Equal(Pack.Gzip("three"u8.ToArray()), parts[2].Text);
    }

    [Fact]
    public void A_name_is_text_and_nothing_else()
    {
        var long300 = new string('x', 300);
        var stored = Pack.Zip(("../../etc/passwd", "1"u8.ToArray()), ("C:\\x\u0000\u202egnp.csv", "2"u8.ToArray()), (long300, "3"u8.ToArray()), ("\u0001", "4"u8.ToArray()));

        Assert.Equal(["?", "../../etc/passwd", "C:\\xgnp.csv", long300[..255]], Unpack.All(stored).Select(p => p.Name));
    }

    [Fact]
    public void What_cannot_be_unpacked_is_a_part_that_says_why()
    {
        var encrypted = Patch(Pack.Zip(("a.csv", "a"u8.ToArray())), 8, 1);
        var lzma = Patch(Pack.Zip(("a.csv", "a"u8.ToArray())), 10, 14);

        Assert.Equal("It is encrypted. Unpack the archive with its password and upload what is in it.", ProblemOf(encrypted));
        Assert.StartsWith("It is packed in a way that few programs read (method 14).", ProblemOf(lzma), StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_without_files_or_with_too_many_is_refused()
    {
        var limits = new StoredFileLimits { MostMembers = 3 };
        var three = Pack.Zip([.. Enumerable.Range(1, 3).Select(i => ($"{i}", "x"u8.ToArray()))]);
        var four = Pack.Zip([.. Enumerable.Range(1, 4).Select(i => ($"{i}", "x"u8.ToArray()))]);

        Assert.Equal(3, Unpack.All(three, limits).Count);
        Assert.Equal("The archive holds more than 3 files. Put them into several archives.", Assert.Throws<FileRefusedException>(() => Unpack.All(four, limits)).Message);
        Assert.Equal("There is no file in the archive, or only empty ones.", Assert.Throws<FileRefusedException>(() => Unpack.All(Pack.Zip(("a/", [])))).Message);
        Assert.Throws<FileRefusedException>(() => Unpack.All(Pack.Zip()));
    }

    private static string? ProblemOf(byte[] stored)
    {
        using var file = Unpack.Open(stored);
        var part = file.NextPart()!;
        Assert.Empty(Unpack.Read(part.Content));
        return part.Problem;
    }

    private static byte[] Patch(byte[] stored, int at, byte value)
    {
        stored[stored.AsSpan().IndexOf("PK\u0001\u0002"u8) + at] = value;
        return stored;
    }
}
