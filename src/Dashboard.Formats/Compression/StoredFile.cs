using System.IO.Compression;

namespace Dashboard.Formats.Compression;

/// <summary>How a stored file is compressed.</summary>
public enum StoredCompression
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>gzip (RFC 1952), one member or several.</summary>
    Gzip,
}

/// <summary>
/// A file as it was uploaded, opened for reading as plain text: what it is, its first bytes say, not its name.
/// A damaged file throws <see cref="InvalidDataException"/> from <see cref="Content"/>; it never ends as if it were complete.
/// </summary>
public sealed class StoredFile : IDisposable
{
    private readonly CountingStream _raw;

    private StoredFile(CountingStream raw, Stream content, StoredCompression compression, long? length)
    {
        _raw = raw;
        Content = content;
        Compression = compression;
        Length = length;
    }

    /// <summary>The text, decompressed. Read forward only.</summary>
    public Stream Content { get; }

    /// <summary>What the first bytes said.</summary>
    public StoredCompression Compression { get; }

    /// <summary>Bytes of the file as stored; null when the stream does not know.</summary>
    public long? Length { get; }

    /// <summary>Bytes of the file as stored that were read so far: progress, against <see cref="Length"/>.</summary>
    public long BytesRead => _raw.BytesRead;

    /// <summary>Opens a file.</summary>
    public static StoredFile Open(string path) =>
        Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan));

    /// <summary>Opens a stream from where it stands; it is disposed with the result.</summary>
    /// <exception cref="InvalidDataException">The file is a gzip file cut within its first two bytes.</exception>
    public static StoredFile Open(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var magic = new byte[2];
        var length = stream.CanSeek ? stream.Length - stream.Position : (long?)null;
        var got = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        var raw = new CountingStream(stream, magic.AsMemory(0, got));
        if (got == 1 && magic[0] == 0x1f)
        {
            throw new InvalidDataException("The file ends after the first byte of a gzip header.");
        }
        if (got < 2 || magic[0] != 0x1f || magic[1] != 0x8b)
        {
            return new StoredFile(raw, raw, StoredCompression.None, length);
        }
        StrictCompression.Verify();
        return new StoredFile(raw, new GZipStream(raw, CompressionMode.Decompress), StoredCompression.Gzip, length);
    }

    /// <summary>
    /// After the end of <see cref="Content"/>, reached by Read: true when more than padding follows the compressed data. Bytes within
    /// the decompressor's last block (8 KiB) are not seen.
    /// </summary>
    public bool HasTrailingGarbage()
    {
        Span<byte> rest = stackalloc byte[4096];
        for (var count = _raw.Read(rest); count > 0; count = _raw.Read(rest))
        {
            if (rest[..count].ContainsAnyExcept((byte)0))
            {
                return true;
            }
        }
        return false;
    }

    /// <inheritdoc />
    public void Dispose() => Content.Dispose();
}
