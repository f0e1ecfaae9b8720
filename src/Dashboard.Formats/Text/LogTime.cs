namespace Dashboard.Formats.Text;

/// <summary>
/// Times of logs, read from UTF-8 without allocating: <c>2014-08-24 16:00:14+0530</c>, <c>2024-01-20T10:30:00.25Z</c>,
/// <c>2024-01-20 10:30:00</c> (offset assumed) and seconds since 1970, also with a fraction.
/// </summary>
internal static class LogTime
{
    internal static readonly DateTime Earliest = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    internal static readonly DateTime Latest = new(2200, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>False when the text is none of these forms or outside 1980 to 2199 (a clock that was never set, a poisoned value).</summary>
    /// <param name="text">Without surrounding blanks.</param>
    /// <param name="assumedOffset">Of a time that names none.</param>
    /// <param name="utc">To the microsecond, which is what the store keeps.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, TimeSpan assumedOffset, out DateTime utc)
    {
        var known = text.Length > 4 && text[4] == '-'
            ? TryParseDate(text, assumedOffset, out var ticks)
            : TryParseEpoch(text, out ticks);
        if (!known || ticks < Earliest.Ticks || ticks >= Latest.Ticks)
        {
            utc = default;
            return false;
        }
        utc = new DateTime(ticks - (ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
        return true;
    }

    private static bool TryParseEpoch(ReadOnlySpan<byte> text, out long ticks)
    {
        var dot = text.IndexOf((byte)'.');
        var whole = dot < 0 ? text : text[..dot];
        ticks = 0;
        if (whole.Length is 0 or > 11 || !TryNumber(whole, out var seconds))
        {
            return false;
        }
        var fraction = 0L;
        if (dot >= 0 && !TryFraction(text[(dot + 1)..], out fraction))
        {
            return false;
        }
        ticks = DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond) + fraction;
        return true;
    }

    private static bool TryParseDate(ReadOnlySpan<byte> text, TimeSpan assumedOffset, out long ticks)
    {
        ticks = 0;
        if (text.Length < 16 || text[7] != '-' || text[10] is not ((byte)' ' or (byte)'T' or (byte)'t') || text[13] != ':'
            || !TryNumber(text[..4], out var year) || !TryNumber(text.Slice(5, 2), out var month) || !TryNumber(text.Slice(8, 2), out var day)
            || !TryNumber(text.Slice(11, 2), out var hour) || !TryNumber(text.Slice(14, 2), out var minute)
            || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month) || hour > 23 || minute > 59)
        {
            return false;
        }
        var rest = text[16..];
        var second = 0L;
        var fraction = 0L;
        if (rest.Length >= 3 && rest[0] == ':')
        {
            // 60 is a leap second (RFC 3339 §5.6); it becomes the next second.
            if (!TryNumber(rest.Slice(1, 2), out second) || second > 60)
            {
                return false;
            }
            rest = rest[3..];
            if (rest.Length > 1 && rest[0] is (byte)'.' or (byte)',')
            {
                var end = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
                var digits = end < 0 ? rest[1..] : rest.Slice(1, end);
                if (!TryFraction(digits, out fraction))
                {
                    return false;
                }
                rest = rest[(1 + digits.Length)..];
            }
        }
        if (!TryOffset(rest.TrimStart((byte)' '), assumedOffset, out var offset))
        {
            return false;
        }
        ticks = new DateTime((int)year, (int)month, (int)day).Ticks + (((((hour * 60) + minute) * 60) + second) * TimeSpan.TicksPerSecond)
            + fraction - offset;
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, TimeSpan assumedOffset, out long ticks)
    {
        ticks = assumedOffset.Ticks;
        if (text.IsEmpty)
        {
            return true;
        }
        if (text.Length == 1 && (text[0] | 0x20) == 'z')
        {
            ticks = 0;
            return true;
        }
        var minuteAt = text.Length == 6 && text[3] == ':' ? 4 : 3;
        if (text[0] is not ((byte)'+' or (byte)'-') || text.Length is not (3 or 5 or 6) || (text.Length == 6 && minuteAt == 3)
            || !TryNumber(text.Slice(1, 2), out var hours))
        {
            return false;
        }
        var minutes = 0L;
        if (text.Length > 3 && !TryNumber(text[minuteAt..], out minutes))
        {
            return false;
        }
        ticks = ((hours * 60) + minutes) * TimeSpan.TicksPerMinute * (text[0] == '-' ? -1 : 1);
        return hours <= 15 && minutes <= 59;
    }

    private static bool TryFraction(ReadOnlySpan<byte> digits, out long ticks)
    {
        ticks = 0;
        var unit = TimeSpan.TicksPerSecond;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }
            unit /= 10;
            ticks += (digit - '0') * unit;
        }
        return !digits.IsEmpty;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out long number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }
            number = (number * 10) + (digit - '0');
        }
        return true;
    }
}
