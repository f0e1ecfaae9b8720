using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Core.Replies;

/// <summary>Undoes what mail programs do to a text: quotation marks before lines, quoted-printable and base64 (RFC 2045 §6), HTML, a log's underscores.</summary>
internal static partial class MailText
{
    private const int MostQuotedLines = 4000;

    /// <summary>The text as it reads.</summary>
    public static string Plain(string text)
    {
        text = Base64Parts(text.Replace("\r\n", "\n", StringComparison.Ordinal));
        text = SoftBreaks(text);
        text = Unquoted(text);
        text = Tag().IsMatch(text) ? WebUtility.HtmlDecode(Tag().Replace(text, "\n")) : text;
        return LogSentence().IsMatch(text) ? text.Replace('_', ' ').Replace("/Giving up", "\nGiving up", StringComparison.Ordinal) : text;
    }

    // "=20" at ends of lines and "=" before a break tell; a mark of the encoding is often cut off.
    private static string SoftBreaks(string text)
    {
        if (!text.Contains("=\n", StringComparison.Ordinal) && !text.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        var bytes = new MemoryStream(text.Length);
        Span<byte> letter = stackalloc byte[4];
        var joined = text.Replace("=\n", "", StringComparison.Ordinal);
        for (var at = 0; at < joined.Length;)
        {
            if (joined[at] == '=' && at + 2 < joined.Length
                && byte.TryParse(joined.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                && !char.IsAsciiLetterLower(joined[at + 1]) && !char.IsAsciiLetterLower(joined[at + 2]))
            {
                bytes.WriteByte(value);
                at += 3;
                continue;
            }

            Rune.DecodeFromUtf16(joined.AsSpan(at), out var rune, out var taken);
            bytes.Write(letter[..rune.EncodeToUtf8(letter)]);
            at += taken;
        }

        return Text(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static string Base64Parts(string text)
    {
        if (!text.Contains("base64", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        return Base64Part().Replace(text, part =>
        {
            var encoded = Encoding.ASCII.GetBytes(part.Groups[2].Value.Replace("\n", "", StringComparison.Ordinal));
            var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
            Base64.DecodeFromUtf8(encoded, decoded, out _, out var written);
            return written > 0 ? part.Groups[1].Value + Text(decoded.AsSpan(0, written)) + "\n" : part.Value;
        });
    }

    // Bytes that are no UTF-8 are taken for Latin letters: most are.
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return text.Contains('\uFFFD', StringComparison.Ordinal) ? Encoding.Latin1.GetString(bytes) : text;
    }

    private static string Unquoted(string text)
    {
        int lines = 0, quoted = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            lines += line.IsWhiteSpace() ? 0 : 1;
            quoted += line.StartsWith(">") && !line.StartsWith(">>>") ? 1 : 0;
            if (lines > MostQuotedLines)
            {
                break;
            }
        }

        return quoted >= 3 && quoted * 2 > lines ? QuotationMark().Replace(text, "") : text;
    }

    [GeneratedRegex(@"^(> ?)+", RegexOptions.Multiline)]
    private static partial Regex QuotationMark();

    // Known elements only: <a@example.com> is none.
    [GeneratedRegex(@"</?(p|br|div|span|html|head|body|table|tbody|tr|td|th|a|b|i|u|h[1-6]|font|pre|ul|ol|li|hr|img|strong|em|center|blockquote|style|meta|title)(\s[^<>]*)?/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex(@"_said:_|_does_not_like_recipient|_failed_after_I_sent", RegexOptions.IgnoreCase)]
    private static partial Regex LogSentence();

    [GeneratedRegex(@"(content-transfer-encoding:[ \t]*base64[^\n]*\n(?:[A-Za-z-]+:[^\n]*\n|[ \t][^\n]*\n)*\n)((?:[A-Za-z0-9+/=]{1,80}(?:\n|$))+)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Base64Part();
}
