namespace Dashboard.Formats.Compression;

/// <summary>The first bytes of files that hold other files.</summary>
internal static class FileSignature
{
    /// <summary>How many bytes tell all of them.</summary>
    public const int Bytes = 264;

    private const int TarAt = 257;

    /// <summary>Of the kinds that are opened; whether a zip archive is a workbook, its contents say.</summary>
    public static StoredKind KindOf(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [0x1f, 0x8b, ..] => StoredKind.Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => StoredKind.Zstd,
        // A frame to be skipped; some programs put their own notes first.
        [>= 0x50 and <= 0x5f, 0x2a, 0x4d, 0x18, ..] => StoredKind.Zstd,
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => StoredKind.Zip,
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => StoredKind.Workbook,
        _ => StoredKind.Plain,
    };

    /// <summary>An archive or compression that is not opened, in words ("a tar archive"); null for anything else.</summary>
    public static string? UnopenedNameOf(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c, ..] => "a 7-Zip archive",
        [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1a, 7, ..] => "a RAR archive",
        [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => "compressed with xz",
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, ..] => "compressed with bzip2",
        [4, 0x22, 0x4d, 0x18, ..] => "compressed with lz4",
        [0x1f, 0x9d, ..] => "compressed with compress (.Z)",
        [(byte)'L', (byte)'Z', (byte)'I', (byte)'P', ..] => "compressed with lzip",
        [(byte)'M', (byte)'S', (byte)'C', (byte)'F', ..] => "a cabinet archive",
        [(byte)'P', (byte)'K', 7, 8, ..] => "a piece of a zip archive that was split",
        _ when beginning.Length > TarAt && beginning[TarAt..].StartsWith("ustar"u8) => "a tar archive",
        _ => null,
    };
}
