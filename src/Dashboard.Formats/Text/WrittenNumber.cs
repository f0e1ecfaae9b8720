namespace Dashboard.Formats.Text;

/// <summary>
/// Times that are one number: <c>20260105220013</c>, seconds, milliseconds, microseconds or nanoseconds since 1970 by their length, and a
/// spreadsheet's days since 30 December 1899 (45678.5 or 45678,5).
/// </summary>
internal static class WrittenNumber
{
    private static readonly long SerialStart = new DateTime(1899, 12, 30).Ticks;

    public static bool TryRead(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        time = default;
        var point = text.IndexOfAny((byte)'.', (byte)',');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.Length is < 5 or > 19 || whole.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return false;
        }
        var number = 0L;
        foreach (var digit in whole)
        {
            number = (number * 10) + (digit - '0');
        }
        if (whole.Length is 8 or 12 or 14 && whole[..2] is [(byte)'1', (byte)'9'] or [(byte)'2', (byte)'0'] && fraction.IsEmpty)
        {
            return TryCompact(number, whole.Length, out time);
        }
        switch (whole.Length)
        {
            case 5 or 6:
                // To the millisecond: the fraction of a day has rounding errors behind it.
                var day = Math.Round(Share(fraction) * 86_400_000) * TimeSpan.TicksPerMillisecond;
                time.SerialTicks = SerialStart + (number * TimeSpan.TicksPerDay) + (long)day;
                time.HasClock = !fraction.IsEmpty;
                return true;
            case 9 or 10 or 11:
                time.EpochTicks = DateTime.UnixEpoch.Ticks + (number * TimeSpan.TicksPerSecond) + (long)(Share(fraction) * TimeSpan.TicksPerSecond);
                break;
            case 13:
                time.EpochTicks = DateTime.UnixEpoch.Ticks + (number * TimeSpan.TicksPerMillisecond);
                break;
            case 16:
                time.EpochTicks = DateTime.UnixEpoch.Ticks + (number * TimeSpan.TicksPerMicrosecond);
                break;
            case 19:
                time.EpochTicks = DateTime.UnixEpoch.Ticks + (number / TimeSpan.NanosecondsPerTick);
                break;
            default:
                return false;
        }
        time.HasClock = true;
        return true;
    }

    private static bool TryCompact(long number, int digits, out WrittenTime time)
    {
        time = default;
        if (digits == 14)
        {
            time.Second60 = (int)(number % 100);
            number /= 100;
        }
        if (digits >= 12)
        {
            (time.Minute, time.Hour, time.HasClock) = ((int)(number % 100), (int)(number / 100 % 100), true);
            number /= 10_000;
        }
        (time.Year, time.Month, time.Day) = ((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));
        return time is { Month: >= 1 and <= 12, Day: >= 1 and <= 31, Hour: <= 23, Minute: <= 59, Second60: <= 60 };
    }

    private static double Share(ReadOnlySpan<byte> digits)
    {
        var share = 0.0;
        for (var i = Math.Min(digits.Length, 15) - 1; i >= 0; i--)
        {
            share = (share + (digits[i] - '0')) / 10;
        }
        return share;
    }
}
