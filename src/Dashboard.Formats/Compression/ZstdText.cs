using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Dashboard.Formats.Compression;

/// <summary>The text of a zstd file: any number of frames. Cut, flipped and appended bytes throw.</summary>
internal static class ZstdText
{
    // 128 MiB of window: what the zstd program itself accepts without being asked to take more.
    private const int LargestWindowLog = 27;

    /// <summary>Opens it; the stored bytes are disposed with the result.</summary>
    public static Stream Open(Stream stored)
    {
        var text = new DecompressionStream(stored, leaveOpen: false);
        text.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, LargestWindowLog);
        return text;
    }
}
