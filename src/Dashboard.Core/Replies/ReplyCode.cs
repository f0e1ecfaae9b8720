namespace Dashboard.Core.Replies;

/// <summary>
/// Recognizes the three-digit reply code of RFC 5321 §4.2: first digit 2 to 5, second 0 to 5. Servers also defer and refuse by codes outside
/// of it (<c>472</c>, <c>571</c>, <c>585</c>), whose first digit means the same: those are recognized too.
/// </summary>
public static class ReplyCode
{
    // Three digits after a host's name and a colon; no server answers by them.
    private const int PortOfSubmissions = 465;
    private const int PortOfSubmission = 587;

    /// <summary>Reads a code at the very start of a text.</summary>
    /// <returns>False when there is none: <c>554.30</c> and <c>5501</c> are no reply codes.</returns>
    public static bool TryReadPrefix(ReadOnlySpan<byte> text, out int code)
    {
        code = 0;
        if (text.Length < 3
            || text[0] is < (byte)'2' or > (byte)'5'
            || !char.IsAsciiDigit((char)text[1])
            || (text[0] < '4' && text[1] > '5')
            || !char.IsAsciiDigit((char)text[2]))
        {
            return false;
        }

        if (text.Length > 3
            && (char.IsAsciiLetterOrDigit((char)text[3])
                || text[3] >= 0x80
                || (text[3] == '.' && text.Length > 4 && char.IsAsciiDigit((char)text[4]))))
        {
            return false;
        }

        var number = (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
        if (number is PortOfSubmissions or PortOfSubmission)
        {
            return false;
        }

        code = number;
        return true;
    }
}
