namespace Dashboard.Formats.Compression;

/// <summary>
/// How much a stored file may unpack to. A ratio is no limit: honest logs compress a thousandfold. Text is read in passing and never
/// lies unpacked on the disk, so the limits bound time, not space.
/// </summary>
public sealed record StoredFileLimits
{
    /// <summary>The limits that hold unless somebody says otherwise.</summary>
    public static readonly StoredFileLimits Default = new();

    /// <summary>Bytes of text of all parts together; 50 GB.</summary>
    public long MostTextBytes { get; init; } = 50_000_000_000;

    /// <summary>Files in an archive, folders and hidden ones included.</summary>
    public int MostMembers { get; init; } = 1000;

    /// <summary>Bytes of the texts that the cells of a workbook share: they have to be held in memory; 512 MB.</summary>
    public long MostSharedTextBytes { get; init; } = 512_000_000;
}
