using System.Globalization;
using System.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>Words in the form in which they are compared: lower case, without accents and without anything between the letters.</summary>
internal static class PlainWord
{
    /// <summary>Letters and digits alone: <c>Empfänger-Adresse</c> is <c>empfangeradresse</c>.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        var whole = IsWellFormed(text) ? text.Normalize(NormalizationForm.FormD) : text;
        foreach (var letter in whole)
        {
            if (letter == 'ß')
            {
                plain.Append("ss");
            }
            else if (char.IsLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(char.ToLowerInvariant(letter));
            }
        }
        return plain.ToString();
    }

    // A lone surrogate cannot be normalized.
    private static bool IsWellFormed(string text) => !text.Any(char.IsSurrogate);
}
