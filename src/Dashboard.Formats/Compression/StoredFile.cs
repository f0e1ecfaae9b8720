using System.IO.Compression;

namespace Dashboard.Formats.Compression;

/// <summary>
/// A file as it was uploaded, opened as plain text, part by part: what it is, its first bytes say, not its name. No part ends as if it
/// were complete when the file is damaged.
/// </summary>
public sealed class StoredFile : IDisposable
{
    private readonly StoredBytes _stored;
    private readonly PartSource _parts;
    private readonly TextAllowance _allowance;
    private StoredPart? _part;

    private StoredFile(StoredBytes stored, StoredKind kind, PartSource parts, StoredFileLimits limits)
    {
        _stored = stored;
        _parts = parts;
        _allowance = new TextAllowance(limits.MostTextBytes);
        Kind = kind;
        Length = stored.Length;
        stored.StartCounting();
    }

    /// <summary>What the first bytes said.</summary>
    public StoredKind Kind { get; }

    /// <summary>Bytes of the file as stored.</summary>
    public long Length { get; }

    /// <summary>Bytes of the file as stored that were read so far, at most <see cref="Length"/>: progress.</summary>
    public long BytesRead => Math.Min(_stored.BytesRead, Length);

    /// <summary>Opens a file with the usual limits.</summary>
    /// <exception cref="FileRefusedException">There is nothing in it that could be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged so that not even its parts are known.</exception>
    public static StoredFile Open(string path) =>
        Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 14, FileOptions.SequentialScan), StoredFileLimits.Default);

    /// <summary>Opens a stream that can seek; it is disposed with the result.</summary>
    /// <exception cref="FileRefusedException">There is nothing in it that could be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged so that not even its parts are known.</exception>
    public static StoredFile Open(Stream stream, StoredFileLimits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var stored = new StoredBytes(stream);
        try
        {
            return Open(stored, limits);
        }
        catch (Exception e) when (Damage.IsDamage(e))
        {
            var described = Damage.Describe(e, stored, "");
            stored.Dispose();
            throw described;
        }
        catch
        {
            stored.Dispose();
            throw;
        }
    }

    /// <summary>Closes the part in hand, wherever it stands, and opens the next; null after the last.</summary>
    /// <exception cref="InvalidDataException">The file is damaged where the part begins.</exception>
    public StoredPart? NextPart()
    {
        var number = 0;
        if (_part is not null)
        {
            number = _part.Number + 1;
            _part.Content.Dispose();
        }
        try
        {
            return _parts.Next() is { } opened ? _part = Guard(number, opened) : null;
        }
        catch (Exception e) when (Damage.IsDamage(e))
        {
            throw Damage.Describe(e, _stored, _parts.Name);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _part?.Content.Dispose();
        _parts.Close();
        _stored.Dispose();
    }

    private StoredPart Guard(int number, OpenedPart opened)
    {
        var name = _parts.Name;
        return new StoredPart(number, name, new PartText(opened.Text, _allowance, e => Damage.Describe(e, _stored, name)), opened.Problem);
    }

    private static StoredFile Open(StoredBytes stored, StoredFileLimits limits)
    {
        var beginning = stored.Beginning(FileSignature.Bytes);
        if (beginning is [0x1f])
        {
            throw new DamagedException("The file ends after the first byte of a gzip header.");
        }
        return FileSignature.KindOf(beginning) switch
        {
            StoredKind.Gzip => new StoredFile(stored, StoredKind.Gzip, new OnePart(new GzipText(stored)), limits),
            StoredKind.Zstd => new StoredFile(stored, StoredKind.Zstd, new OnePart(ZstdText.Open(stored)), limits),
            StoredKind.Zip => OpenZip(stored, limits),
            StoredKind.Workbook => new StoredFile(stored, StoredKind.Workbook, WorkbookParts.OpenBinary(stored), limits),
            _ => new StoredFile(stored, StoredKind.Plain, new OnePart(stored), limits),
        };
    }

    private static StoredFile OpenZip(StoredBytes stored, StoredFileLimits limits)
    {
        var methods = ZipDirectory.Read(stored, limits.MostMembers);
        stored.Position = 0;
        var archive = new ZipArchive(stored, ZipArchiveMode.Read, leaveOpen: true);
        switch (OfficeFile.KindOf(archive))
        {
            case OfficeKind.None:
                return new StoredFile(stored, StoredKind.Zip, new ZipParts(archive, methods), limits);
            case OfficeKind.Workbook:
                WorkbookParts.Verify(archive, limits);
                stored.Position = 0;
                return new StoredFile(stored, StoredKind.Workbook, WorkbookParts.OpenXml(stored), limits);
            default:
                // Not for us; who looks at its beginning says what it is.
                stored.Position = 0;
                return new StoredFile(stored, StoredKind.Plain, new OnePart(stored), limits);
        }
    }
}
