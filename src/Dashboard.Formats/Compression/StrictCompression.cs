using System.IO.Compression;

namespace Dashboard.Formats.Compression;

/// <summary>
/// .NET reads a truncated gzip file as if it had ended there, unless the switch <c>System.IO.Compression.UseStrictValidation</c> is
/// on: half a log would import as a whole one. The program's project file sets the switch; this makes sure that it works.
/// </summary>
public static class StrictCompression
{
    private static bool _verified;

    /// <summary>Decodes a truncated piece and expects to be told. Call at start; opening a compressed file calls it too.</summary>
    /// <exception cref="InvalidOperationException">The switch is off: truncation would go unnoticed.</exception>
    public static void Verify()
    {
        if (Volatile.Read(ref _verified))
        {
            return;
        }
        if (AcceptsTruncation())
        {
            throw new InvalidOperationException(
                "Truncated gzip files would be read as complete: set the runtime option System.IO.Compression.UseStrictValidation to true.");
        }
        Volatile.Write(ref _verified, true);
    }

    private static bool AcceptsTruncation()
    {
        using var whole = new MemoryStream();
        using (var writer = new GZipStream(whole, CompressionLevel.Fastest, leaveOpen: true))
        {
            writer.Write("a line of a log\n"u8);
        }
        using var truncated = new MemoryStream(whole.ToArray(), 0, (int)whole.Length - 9);
        using var reader = new GZipStream(truncated, CompressionMode.Decompress);
        try
        {
            reader.CopyTo(Stream.Null);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
