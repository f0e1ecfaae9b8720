using System.Buffers;
using System.Text;

namespace Dashboard.Formats.Text;

/// <summary>Case of ASCII letters inside any UTF-8 text; other letters stay as they are.</summary>
internal static class AsciiCase
{
    /// <summary>Writes the text in lower case, as much as fits.</summary>
    public static ReadOnlySpan<byte> ToLower(ReadOnlySpan<byte> text, Span<byte> destination)
    {
        text = text[..Math.Min(text.Length, destination.Length)];
        if (Ascii.ToLower(text, destination, out var written) != OperationStatus.Done)
        {
            text[written..].CopyTo(destination[written..]);
            ToLowerInPlace(destination[written..text.Length]);
        }
        return destination[..text.Length];
    }

    public static void ToLowerInPlace(Span<byte> text)
    {
        foreach (ref var letter in text)
        {
            if (letter is >= (byte)'A' and <= (byte)'Z')
            {
                letter |= 0x20;
            }
        }
    }

    public static bool Equal(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word) => Ascii.EqualsIgnoreCase(text, word);
}
