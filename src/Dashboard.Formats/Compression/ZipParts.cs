using System.IO.Compression;

namespace Dashboard.Formats.Compression;

/// <summary>The files in a zip archive, by name. Folders, empty files and what operating systems hide in archives are no parts.</summary>
internal sealed class ZipParts : PartSource
{
    private readonly ZipArchive _archive;
    private readonly Queue<(ZipArchiveEntry Member, ZipMethod Method)> _left;

    /// <exception cref="FileRefusedException">There is no file in it, or too many.</exception>
    public ZipParts(ZipArchive archive, IReadOnlyList<ZipMethod> methods)
    {
        _archive = archive;
        if (archive.Entries.Count != methods.Count)
        {
            throw new DamagedException("The archive's list of contents contradicts itself.");
        }
        _left = new Queue<(ZipArchiveEntry, ZipMethod)>(
            archive.Entries.Zip(methods).Where(m => IsPart(m.First)).OrderBy(m => m.First.FullName, StringComparer.Ordinal));
        if (_left.Count == 0)
        {
            throw new FileRefusedException("There is no file in the archive, or only empty ones.");
        }
    }

    public override OpenedPart? Next()
    {
        if (!_left.TryDequeue(out var next))
        {
            return null;
        }
        Name = PartName.Of(next.Member.FullName);
        if (Problem(next.Method) is { } problem)
        {
            return new OpenedPart(Stream.Null, problem);
        }
        var text = new ZipMemberText(next.Member);
        var beginning = new byte[FileSignature.Bytes];
        var length = text.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        var whole = new CountingStream(text, beginning.AsMemory(0, length));
        return new OpenedPart(FileSignature.KindOf(beginning.AsSpan(0, length)) switch
        {
            StoredKind.Gzip => new GzipText(whole),
            StoredKind.Zstd => ZstdText.Open(whole),
            // A zip or a workbook in here stays what it is: who looks at its beginning says so.
            _ => whole,
        });
    }

    public override void Close() => _archive.Dispose();

    private static string? Problem(ZipMethod method) => method switch
    {
        { IsEncrypted: true } => "It is encrypted. Unpack the archive with its password and upload what is in it.",
        { Method: 0 or 8 or 9 } => null,
        _ => $"It is packed in a way that few programs read (method {method.Method}). Unpack the archive and upload what is in it, or pack it again as an ordinary zip.",
    };

    // What claims to be empty but has a checksum holds something, and is found damaged when it is read.
    private static bool IsPart(ZipArchiveEntry member) => (member.Length > 0 || member.Crc32 != 0)
        && member.FullName is [.., not ('/' or '\\')]
        && !member.FullName.Split('/', '\\').Any(name => name == "__MACOSX" || (name.StartsWith('.') && name is not ("." or "..")));
}
