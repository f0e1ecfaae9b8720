using System.Globalization;

namespace Dashboard.Web.Imports;

/// <summary>A file's name as its sender gave it, made fit to show: it is never used as a path.</summary>
public static class UploadName
{
    public const int MaxLength = 255;
    public const string Unnamed = "upload";

    /// <summary>The last part of a path of any system, without characters that cannot be seen, at most <see cref="MaxLength"/> long.</summary>
    public static string Clean(string? given)
    {
        var name = given.AsSpan();
        name = name[(name.LastIndexOfAny('/', '\\') + 1)..];
        var clean = string.Concat(name.ToString().EnumerateRunes().Where(IsSeen)).Trim();
        if (clean.Length > MaxLength)
        {
            // The end says more than the beginning: it holds the date and the extension.
            clean = clean[^MaxLength..];
            clean = char.IsLowSurrogate(clean[0]) ? clean[1..] : clean;
        }

        return clean.Length == 0 ? Unnamed : clean;
    }

    // Format characters include those that turn the direction of the text after them: "exe.gnp" would be read as "png.exe".
    private static bool IsSeen(System.Text.Rune rune) => System.Text.Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
