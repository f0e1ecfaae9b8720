using System.Text;

namespace Dashboard.Formats.PowerMta;

/// <summary>A dsnDiag cell taken apart: <c>smtp;550 5.1.1 …</c> is a type and a text (RFC 3464 §2.3.6).</summary>
internal readonly ref struct Diagnostic
{
    private const int LongestType = 24;

    private Diagnostic(ReadOnlySpan<byte> type, ReadOnlySpan<byte> text)
    {
        Type = type;
        Text = text;
    }

    /// <summary>Before the semicolon; empty when the cell has no type.</summary>
    public ReadOnlySpan<byte> Type { get; }

    /// <summary>The rest, without blanks around it.</summary>
    public ReadOnlySpan<byte> Text { get; }

    public bool IsSmtp => Ascii.EqualsIgnoreCase(Type, "smtp"u8) || Ascii.EqualsIgnoreCase(Type, "lmtp"u8);

    public static Diagnostic Parse(ReadOnlySpan<byte> cell)
    {
        cell = cell.Trim((byte)' ');
        var semicolon = cell[..Math.Min(cell.Length, LongestType)].IndexOf((byte)';');
        return semicolon > 0 && IsAtom(cell[..semicolon])
            ? new Diagnostic(cell[..semicolon], cell[(semicolon + 1)..].Trim((byte)' '))
            : new Diagnostic(default, cell);
    }

    /// <summary>True for a text that starts as every reply must (RFC 5321 §4.2): three digits, then a blank, a hyphen or nothing.</summary>
    public bool StartsWithReplyCode => Text.Length >= 3 && Text[0] is >= (byte)'2' and <= (byte)'5' && char.IsAsciiDigit((char)Text[1])
        && char.IsAsciiDigit((char)Text[2]) && (Text.Length == 3 || Text[3] is (byte)' ' or (byte)'-' or (byte)'\t');

    // A reply such as "550 no; go away" has a semicolon too: a type is letters, digits and hyphens, and no reply code.
    private static bool IsAtom(ReadOnlySpan<byte> type)
    {
        foreach (var letter in type)
        {
            if (!char.IsAsciiLetterOrDigit((char)letter) && letter != '-')
            {
                return false;
            }
        }
        return char.IsAsciiLetter((char)type[0]);
    }
}
