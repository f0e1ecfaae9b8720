namespace Dashboard.Core.Replies.Masking;

/// <summary>Finds dates and times of day: ISO 8601, RFC 5322 §3.3, C's asctime.</summary>
internal static class Times
{
    private static ReadOnlySpan<byte> Months => "janfebmaraprmayjunjulaugsepoctnovdec"u8;

    private static ReadOnlySpan<byte> Days => "montuewedthufrisatsun"u8;

    /// <summary>Length of the date or time at the start of the text; 0 when there is none. Call at the start of a word only.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsDigit(text[0]))
        {
            var length = IsoDate(text);
            length = length > 0 ? length : DayMonthYear(text);
            return length > 0 ? length + TimeAfter(text[length..]) : Clock(text);
        }

        if (text.Length < 8 || IndexOfName(Days, text) < 0)
        {
            return 0;
        }

        var at = 3;
        while (at < text.Length && text[at] is (byte)',' or (byte)' ')
        {
            at++;
        }

        var date = at > 3 && at < text.Length ? Math.Max(DayMonthYear(text[at..]), MonthDay(text[at..])) : 0;
        return date == 0 ? 0 : at + date + TimeAfter(text[(at + date)..]);
    }

    private static int IsoDate(ReadOnlySpan<byte> text) =>
        Ascii.DigitRun(text) == 4 && text.Length >= 10 && text[4] is (byte)'-' or (byte)'/' && text[7] == text[4]
        && Ascii.DigitRun(text[5..]) == 2 && Ascii.DigitRun(text[8..]) == 2
            ? 10
            : 0;

    // 26 Oct 2002
    private static int DayMonthYear(ReadOnlySpan<byte> text)
    {
        var day = Ascii.DigitRun(text);
        if (day is 0 or > 2 || day + 9 > text.Length || text[day] is not ((byte)' ' or (byte)'-') || IndexOfName(Months, text[(day + 1)..]) < 0)
        {
            return 0;
        }

        return text[day + 4] is (byte)' ' or (byte)'-' && Ascii.DigitRun(text[(day + 5)..]) == 4 ? day + 9 : 0;
    }

    // Oct 26
    private static int MonthDay(ReadOnlySpan<byte> text)
    {
        if (text.Length < 5 || IndexOfName(Months, text) < 0 || text[3] != ' ')
        {
            return 0;
        }

        var at = text[4] == ' ' ? 5 : 4;
        var day = Ascii.DigitRun(text[at..]);
        return day is 1 or 2 ? at + day : 0;
    }

    private static int TimeAfter(ReadOnlySpan<byte> text)
    {
        if (text.Length < 6 || text[0] is not ((byte)'T' or (byte)' '))
        {
            return 0;
        }

        var length = Clock(text[1..]);
        if (length == 0)
        {
            return 0;
        }

        length++;
        var zone = length < text.Length && text[length] == ' ' ? length + 1 : length;
        if (zone + 4 < text.Length && text[zone] is (byte)'+' or (byte)'-' && Ascii.DigitRun(text[(zone + 1)..]) is 2 or 4)
        {
            var digits = Ascii.DigitRun(text[(zone + 1)..]);
            var end = zone + 1 + digits;
            return digits == 2 && end + 2 < text.Length && text[end] == ':' ? end + 1 + Ascii.DigitRun(text[(end + 1)..]) : end;
        }

        // asctime's year stands behind the time.
        var hasYear = zone > length && Ascii.DigitRun(text[zone..]) == 4 && (zone + 4 == text.Length || !Ascii.IsLetterOrDigit(text[zone + 4]));
        return hasYear ? zone + 4 : length;
    }

    // 23:31, 06:23:31.981Z
    private static int Clock(ReadOnlySpan<byte> text)
    {
        var hour = Ascii.DigitRun(text);
        if (hour is 0 or > 2 || hour + 2 >= text.Length || text[hour] != ':' || Ascii.DigitRun(text[(hour + 1)..]) != 2)
        {
            return 0;
        }

        var at = hour + 3;
        if (at + 2 < text.Length && text[at] == ':' && Ascii.DigitRun(text[(at + 1)..]) == 2)
        {
            at += 3;
            if (at + 1 < text.Length && text[at] is (byte)'.' or (byte)',' && Ascii.IsDigit(text[at + 1]))
            {
                at += 1 + Ascii.DigitRun(text[(at + 1)..]);
            }
        }

        if (at < text.Length && text[at] == 'Z')
        {
            at++;
        }

        return at < text.Length && (Ascii.IsLetterOrDigit(text[at]) || text[at] == ':') ? 0 : at;
    }

    private static int IndexOfName(ReadOnlySpan<byte> names, ReadOnlySpan<byte> text)
    {
        if (text.Length < 3 || (text.Length > 3 && Ascii.IsLetterOrDigit(text[3])))
        {
            return -1;
        }

        for (var at = 0; at < names.Length; at += 3)
        {
            if (Ascii.EqualsIgnoreCase(names.Slice(at, 3), text[..3]))
            {
                return at;
            }
        }

        return -1;
    }
}
