using System.Buffers;
using System.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>Finds the encoding of a text by its first bytes.</summary>
internal static class EncodingDetection
{
    private const int BytesOfUtf16LookedAt = 512;

    public static DelimitedEncoding Find(ReadOnlySpan<byte> beginning) => beginning switch
    {
        [0xef, 0xbb, 0xbf, ..] => DelimitedEncoding.Utf8Bom,
        [0xff, 0xfe, ..] => DelimitedEncoding.Utf16Le,
        [0xfe, 0xff, ..] => DelimitedEncoding.Utf16Be,
        _ => WithoutMark(beginning),
    };

    private static DelimitedEncoding WithoutMark(ReadOnlySpan<byte> beginning)
    {
        // Most letters of a table are ASCII: in UTF-16 every second byte is then zero.
        var head = beginning[..Math.Min(beginning.Length & ~1, BytesOfUtf16LookedAt)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < head.Length; i += 2)
        {
            even += head[i] == 0 ? 1 : 0;
            odd += head[i + 1] == 0 ? 1 : 0;
        }
        var half = head.Length / 2;
        if (half >= 2 && Math.Max(even, odd) > half * 7 / 10 && Math.Min(even, odd) < half / 10)
        {
            return odd > even ? DelimitedEncoding.Utf16Le : DelimitedEncoding.Utf16Be;
        }
        return IsMostlyUtf8(beginning) ? DelimitedEncoding.Utf8 : DelimitedEncoding.Windows1252;
    }

    // A file of both, put together from two, is UTF-8 with lines to repair.
    private static bool IsMostlyUtf8(ReadOnlySpan<byte> text)
    {
        var (characters, errors) = (0, 0);
        while (text.IndexOfAnyInRange((byte)0x80, (byte)0xff) is >= 0 and var at)
        {
            text = text[at..];
            var status = Rune.DecodeFromUtf8(text, out _, out var consumed);
            characters += status == OperationStatus.Done ? 1 : 0;
            errors += status == OperationStatus.InvalidData ? 1 : 0;
            text = text[(status == OperationStatus.Done ? consumed : 1)..];
        }
        return errors <= characters;
    }
}
