using System.Globalization;

namespace Dashboard.Web.Reporting;

/// <summary>Reads the words of an address that place somebody in a list. What cannot be read counts as absent.</summary>
public static class ListWords
{
    private const int LongestText = 320;
    private const int LastPage = 1_000_000;

    /// <summary>A text to look for, bounded; null when there is none. A NUL, which no stored text holds, ends it.</summary>
    public static string? Text(string? value)
    {
        var text = value?.Split('\0')[0].Trim();
        return text is not { Length: > 0 } ? null : text.Length > LongestText ? text[..LongestText] : text;
    }

    /// <summary>A page number, from 1.</summary>
    public static int Page(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, LastPage) : 1;
}
