using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dashboard.Web.Reporting;

/// <summary>Text from outside as pages show it: signs that turn the direction of writing are named, so that a reply reads as it was sent.</summary>
public static class ShownText
{
    /// <summary>Most characters of one text that are shown.</summary>
    public const int MostShown = 8000;

    // Embeddings, overrides and isolates (Unicode Standard Annex 9, §2); marks such as U+200F belong to ordinary Hebrew and Arabic.
    private static readonly SearchValues<char> Turning = SearchValues.Create("\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    /// <summary>The text to show.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAny(Turning))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 8);
        foreach (var sign in text)
        {
            if (Turning.Contains(sign))
            {
                shown.Append(CultureInfo.InvariantCulture, $"⟨U+{(int)sign:X4}⟩");
            }
            else
            {
                shown.Append(sign);
            }
        }

        return shown.ToString();
    }
}
