using System.Text;

namespace Dashboard.Formats.Text;

/// <summary>The first lines of a text, for a look: few, and each cut short.</summary>
internal static class BeginningLines
{
    private const int MostLines = 30;
    private const int MostBytes = 2000;

    /// <summary>Lines that are not blank, without what surrounds them; bytes beyond ASCII are not decoded but kept apart.</summary>
    public static IReadOnlyList<string> Of(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("\ufeff"u8))
        {
            text = text[3..];
        }
        var lines = new List<string>();
        while (!text.IsEmpty && lines.Count < MostLines)
        {
            var end = text.IndexOfAny((byte)'\n', (byte)'\r');
            var line = (end < 0 ? text : text[..end]).Trim(" \t\0"u8);
            if (!line.IsEmpty)
            {
                lines.Add(Encoding.Latin1.GetString(line[..Math.Min(line.Length, MostBytes)]));
            }
            text = end < 0 ? default : text[(end + 1)..];
        }
        return lines;
    }
}
