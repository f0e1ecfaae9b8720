namespace Dashboard.Formats.Compression;

/// <summary>What a stored file is, by its first bytes.</summary>
public enum StoredKind
{
    /// <summary>Neither compressed nor packed: read as it stands.</summary>
    Plain,

    /// <summary>gzip (RFC 1952), one member or several.</summary>
    Gzip,

    /// <summary>Zstandard (RFC 8878), one frame or several.</summary>
    Zstd,

    /// <summary>A zip archive: every file in it is a part.</summary>
    Zip,

    /// <summary>An Excel workbook (.xlsx, .xlsb, .xls): every sheet that holds something is a part.</summary>
    Workbook,
}
