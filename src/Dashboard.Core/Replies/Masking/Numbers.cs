namespace Dashboard.Core.Replies.Masking;

/// <summary>Tells quantities, which vary, from codes, which do not.</summary>
internal static class Numbers
{
    private static readonly byte[][] Units =
    [
        .. new[]
        {
            "bytes", "byte", "octets", "b", "kb", "mb", "gb", "kib", "mib", "kbytes", "mbytes", "k", "m", "s", "ms", "sec", "secs", "second",
            "seconds", "minute", "minutes", "min", "mins", "hour", "hours", "hrs", "day", "days", "messages", "recipients", "connections",
            "emails", "mails", "hops", "max", "attempts", "percent", "secondes", "sekunden", "minuten", "segundos",
        }.Select(System.Text.Encoding.ASCII.GetBytes),
    ];

    /// <summary>True when the number ending at <paramref name="end"/> counts something: a unit, a percent sign or a rate follows.</summary>
    public static bool IsQuantity(ReadOnlySpan<byte> text, int end)
    {
        if (end < text.Length && text[end] == '%')
        {
            return true;
        }

        var at = end;
        while (at < text.Length && at < end + 2 && text[at] == ' ')
        {
            at++;
        }

        var length = 0;
        while (at + length < text.Length && length < 12 && Ascii.IsLetter(text[at + length]))
        {
            length++;
        }

        var isWhole = at + length == text.Length || !Ascii.IsWord(text[at + length]) || text[at + length] == '.';
        return length > 0 && isWhole && IsUnit(text.Slice(at, length));
    }

    /// <summary>True for a unit's name.</summary>
    public static bool IsUnit(ReadOnlySpan<byte> word)
    {
        foreach (var unit in Units)
        {
            if (Ascii.EqualsIgnoreCase(unit, word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Length of a measured decimal (<c>0.752</c>, <c>69.62</c>) at the start; 0 for <c>5.7</c>, <c>554.30</c>, <c>1.2.3</c>.
    /// </summary>
    public static int DecimalLength(ReadOnlySpan<byte> text)
    {
        var whole = Ascii.DigitRun(text);
        if (whole is 0 or > 9 || whole + 2 >= text.Length || text[whole] is not ((byte)'.' or (byte)','))
        {
            return 0;
        }

        var fraction = Ascii.DigitRun(text[(whole + 1)..]);
        var end = whole + 1 + fraction;
        if (end < text.Length && (Ascii.IsLetterOrDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && Ascii.IsDigit(text[end + 1]))))
        {
            return 0;
        }

        return text[whole] == '.' && ((whole <= 2 && fraction >= 2) || fraction >= 3) ? end : 0;
    }
}
