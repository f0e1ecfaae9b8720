using System.Text;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.PowerMta;

/// <summary>Tells accounting files from others by their first lines.</summary>
internal static class PowerMtaDetection
{
    private const int LinesLookedAt = 20;

    /// <summary>
    /// A header line that starts with <c>type</c> and names a column of PowerMTA's, or, without a header, a record letter and a time.
    /// The latter cannot be imported as it stands, but its reader says what is missing better than "unknown format" does.
    /// </summary>
    public static bool Matches(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("\ufeff"u8))
        {
            text = text[3..];
        }
        for (var line = 0; line < LinesLookedAt && !text.IsEmpty; line++)
        {
            var end = text.IndexOfAny((byte)'\n', (byte)'\r');
            if (IsAccounting(end < 0 ? text : text[..end], line == 0))
            {
                return true;
            }
            text = end < 0 ? default : text[(end + 1)..];
        }
        return false;
    }

    /// <summary>The character between the columns, by the header: a comma, unless a spreadsheet saved it with another.</summary>
    public static char SeparatorOf(ReadOnlySpan<byte> text)
    {
        var type = text.IndexOf("type"u8);
        var after = type + 4 < text.Length && text[type + 4] == '"' ? type + 5 : type + 4;
        return type >= 0 && type <= 8 && after < text.Length && text[after] is (byte)';' or (byte)'\t' ? (char)text[after] : ',';
    }

    private static bool IsAccounting(ReadOnlySpan<byte> line, bool isFirst)
    {
        var separator = (byte)SeparatorOf(line);
        var first = NextCell(ref line, separator);
        if (first.StartsWith("#"u8))
        {
            first = first[1..].Trim((byte)' ');
        }
        if (Ascii.EqualsIgnoreCase(first, "type"u8))
        {
            while (!line.IsEmpty)
            {
                if (PowerMtaHeader.IsOwnName(NextCell(ref line, separator)))
                {
                    return true;
                }
            }
            return false;
        }
        // Further down it is a row of some other table, whose header stands above.
        return isFirst && RecordTypes.Parse(first) != RecordType.Unknown && LogTime.TryParse(NextCell(ref line, separator), default, out _);
    }

    private static ReadOnlySpan<byte> NextCell(ref ReadOnlySpan<byte> line, byte separator)
    {
        var end = line.IndexOf(separator);
        var cell = end < 0 ? line : line[..end];
        line = end < 0 ? default : line[(end + 1)..];
        return cell.Trim("\" "u8);
    }
}
