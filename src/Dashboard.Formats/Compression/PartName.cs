using System.Globalization;
using System.Text;

namespace Dashboard.Formats.Compression;

/// <summary>Names of members and sheets, made fit to store and to show.</summary>
internal static class PartName
{
    private const int MaxLength = 255;

    /// <summary>The name without characters that cannot be seen or that turn the text after them, at most 255 long; never empty.</summary>
    public static string Of(string? given)
    {
        var clean = string.Concat((given ?? "").EnumerateRunes().Where(IsSeen)).Trim();
        if (clean.Length > MaxLength)
        {
            // The end says more than the beginning.
            clean = clean[^MaxLength..];
            clean = char.IsLowSurrogate(clean[0]) ? clean[1..] : clean;
        }
        return clean.Length == 0 ? "?" : clean;
    }

    private static bool IsSeen(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
