using System.Buffers;

namespace Dashboard.Formats.Text;

/// <summary>
/// Reads the forms in which exports write times: ISO 8601, RFC 5322 §3.3, <c>05.01.2026 22:00:13</c>, <c>Jan 5, 2026, 10:00 PM</c>,
/// seconds to nanoseconds since 1970, a spreadsheet's days (45678.5), and dates or times of day alone. Nothing is allocated.
/// </summary>
internal ref struct WrittenTimeParser
{
    private const int MaxBytes = 64;

    private static readonly SearchValues<byte> PointsAndDigits = SearchValues.Create("0123456789."u8);

    private readonly ReadOnlySpan<byte> _text;
    private int _at;
    private WrittenTime _time;

    private WrittenTimeParser(ReadOnlySpan<byte> text) => _text = text;

    /// <summary>False when the text is none of these forms.</summary>
    /// <param name="text">UTF-8 without surrounding blanks.</param>
    /// <param name="time">What it says.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        if (text.Length is 0 or > MaxBytes)
        {
            time = default;
            return false;
        }
        if (TryIso(text, out time) || WrittenNumber.TryRead(text, out time))
        {
            return true;
        }
        var parser = new WrittenTimeParser(text);
        var isRead = parser.TryReadParts();
        time = parser._time;
        return isRead && (time.HasClock || time.HasDate);
    }

    /// <summary>Reads a cell that is known to hold a time of day, also <c>22.00.13</c>, which elsewhere is a date.</summary>
    public static bool TryReadClock(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        time = default;
        if (text.Length is < 4 or > 8 || text.ContainsAnyExcept(PointsAndDigits) || text.Count((byte)'.') is not (1 or 2))
        {
            return TryRead(text, out time) && time.HasClock;
        }
        var hourEnd = text.IndexOf((byte)'.');
        var rest = text[(hourEnd + 1)..];
        var minuteEnd = rest.IndexOf((byte)'.');
        var second = minuteEnd < 0 ? default : rest[(minuteEnd + 1)..];
        var minute = minuteEnd < 0 ? rest : rest[..minuteEnd];
        time.HasClock = true;
        return hourEnd is 1 or 2 && minute.Length == 2 && second.Length is 0 or 2 && Digits(text[..hourEnd], out time.Hour)
            && Digits(minute, out time.Minute) && Digits(second, out time.Second60) && IsClock(time);
    }

    // The form of most files, at once: 2026-01-05 22:00:13
    private static bool TryIso(ReadOnlySpan<byte> text, out WrittenTime time)
    {
        time = default;
        if (text.Length != 19 || text[4] != '-' || text[7] != '-' || text[10] is not ((byte)' ' or (byte)'T') || text[13] != ':' || text[16] != ':')
        {
            return false;
        }
        time.HasClock = true;
        return Digits(text[..4], out time.Year) && Digits(text.Slice(5, 2), out time.Month) && Digits(text.Slice(8, 2), out time.Day)
            && Digits(text.Slice(11, 2), out time.Hour) && Digits(text.Slice(14, 2), out time.Minute) && Digits(text.Slice(17, 2), out time.Second60)
            && time.Day > 0 && IsClock(time);
    }

    private static bool IsClock(in WrittenTime time) => time.Hour <= 23 && time.Minute <= 59 && time.Second60 <= 60;

    private bool TryReadParts()
    {
        while (_at < _text.Length)
        {
            var letter = _text[_at];
            if (letter is (byte)' ' or (byte)',' or (byte)'.')
            {
                _at++;
            }
            else if (char.IsAsciiDigit((char)letter))
            {
                if (!TryNumber())
                {
                    return false;
                }
            }
            else if (letter is (byte)'+' or (byte)'-')
            {
                if (!_time.HasClock || !TryOffset())
                {
                    return false;
                }
            }
            else if (letter == '(')
            {
                if (!TryComment())
                {
                    return false;
                }
            }
            else if (!TryWord())
            {
                return false;
            }
        }
        // A month without its day, or a day without its month, is no date.
        return (_time.Year > 0) == (_time.Day > 0) && (_time.Month > 0) == (_time.Day > 0) && (_time.HasClock || _time.HasDate) && IsClock(_time);
    }

    private bool TryNumber()
    {
        var start = _at;
        if (!TryDigits(out var number))
        {
            return false;
        }
        var next = _at < _text.Length ? _text[_at] : (byte)0;
        var isDigitNext = _at + 1 < _text.Length && char.IsAsciiDigit((char)_text[_at + 1]);
        if (!_time.HasClock && isDigitNext && (next == ':' || next is (byte)'h' or (byte)'H' || (next == '.' && _time.HasDate)))
        {
            return TryClock(number);
        }
        if (!_time.HasDate && isDigitNext && next is (byte)'-' or (byte)'/' or (byte)'.')
        {
            return TryNumericDate(number, _at - start, next);
        }
        return TryDayOrYear(number, _at - start);
    }

    private bool TryDayOrYear(int number, int digits)
    {
        if (digits == 4 && _time.Year == 0)
        {
            _time.Year = number;
            return true;
        }
        if (digits <= 2 && _time.Day == 0)
        {
            _time.Day = number;
            // 5th; and 05-Jan-2026
            if (_at + 1 < _text.Length && IsOrdinal(_text.Slice(_at, 2)))
            {
                _at += 2;
            }
            SkipHyphen();
            return number > 0;
        }
        if (digits == 2 && _time is { Year: 0, Month: > 0 })
        {
            _time.Year = 2000 + number;
            return true;
        }
        return false;
    }

    private static bool IsOrdinal(ReadOnlySpan<byte> letters) =>
        AsciiCase.Equal(letters, "st"u8) || AsciiCase.Equal(letters, "nd"u8) || AsciiCase.Equal(letters, "rd"u8) || AsciiCase.Equal(letters, "th"u8);

    private void SkipHyphen()
    {
        if (_at < _text.Length && _text[_at] is (byte)'-' or (byte)'/' && !_time.HasClock)
        {
            _at++;
        }
    }

    private bool TryNumericDate(int first, int firstDigits, byte separator)
    {
        _at++;
        var secondAt = _at;
        if (!TryDigits(out var second) || _at - secondAt > 2 || _at >= _text.Length || _text[_at] != separator)
        {
            return false;
        }
        _at++;
        var thirdAt = _at;
        if (!TryDigits(out var third))
        {
            return false;
        }
        var thirdDigits = _at - thirdAt;
        if (firstDigits == 4)
        {
            (_time.Year, _time.Month, _time.Day) = (first, second, third);
            if (_at < _text.Length && _text[_at] is (byte)'T' or (byte)'t')
            {
                _at++;
            }
            return thirdDigits <= 2 && third > 0;
        }
        (_time.First, _time.Second, _time.Third, _time.HasPoints) = (first, second, third, separator == '.');
        return first > 0 && firstDigits <= 2 && thirdDigits is 2 or 4;
    }

    private bool TryClock(int hour)
    {
        var separator = _text[_at++];
        _time.Hour = hour;
        _time.HasClock = true;
        if (!TryDigits(out _time.Minute))
        {
            return false;
        }
        var isSecond = _at + 1 < _text.Length && (_text[_at] == separator || _text[_at] == ':') && char.IsAsciiDigit((char)_text[_at + 1]);
        if (!isSecond)
        {
            return true;
        }
        _at++;
        if (!TryDigits(out _time.Second60))
        {
            return false;
        }
        if (_at + 1 < _text.Length && _text[_at] is (byte)'.' or (byte)',' or (byte)':' && char.IsAsciiDigit((char)_text[_at + 1]))
        {
            _at++;
            var unit = TimeSpan.TicksPerSecond;
            for (; _at < _text.Length && char.IsAsciiDigit((char)_text[_at]); _at++)
            {
                unit /= 10;
                _time.Fraction += (_text[_at] - '0') * unit;
            }
        }
        return true;
    }

    // +01:00, +0100, +1
    private bool TryOffset()
    {
        var sign = _text[_at++] == '-' ? -1 : 1;
        var start = _at;
        if (!TryDigits(out var hours))
        {
            return false;
        }
        var digits = _at - start;
        var minutes = 0;
        if (digits > 2)
        {
            (hours, minutes) = (hours / 100, hours % 100);
        }
        else if (_at < _text.Length && _text[_at] == ':')
        {
            _at++;
            if (!TryDigits(out minutes))
            {
                return false;
            }
        }
        _time.OffsetMinutes = sign * ((hours * 60) + minutes);
        return digits <= 4 && hours <= 15 && minutes <= 59;
    }

    // RFC 5322 §3.2.2: "22:00:13 +0100 (CET)". The offset wins over its name.
    private bool TryComment()
    {
        var end = _text[_at..].IndexOf((byte)')');
        if (end < 0)
        {
            return false;
        }
        if (_time.OffsetMinutes is null && ZoneName.TryFind(_text.Slice(_at + 1, end - 1), out var minutes))
        {
            _time.OffsetMinutes = minutes;
        }
        _at += end + 1;
        return true;
    }

    private bool TryWord()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiLetter((char)_text[_at]) || _text[_at] >= 0x80))
        {
            _at++;
        }
        var word = _text[start.._at];
        if (word.IsEmpty)
        {
            return false;
        }
        if (_time.HasClock && TryHalfOfDay(word))
        {
            return true;
        }
        // A weekday may look like a month ("mar." is mardi and mars): the last one before the year counts.
        if (_time is { Year: 0, First: 0 } && MonthName.Find(word) is > 0 and var month)
        {
            _time.Month = month;
            SkipHyphen();
            return true;
        }
        if (_time.HasClock && _time.OffsetMinutes is null && ZoneName.TryFind(word, out var minutes))
        {
            _time.OffsetMinutes = minutes;
            return true;
        }
        return start == 0 ? !_time.HasDate : IsFiller(word);
    }

    private bool TryHalfOfDay(ReadOnlySpan<byte> word)
    {
        var isShort = word.Length == 1 && _at + 1 < _text.Length && _text[_at] == '.' && (_text[_at + 1] | 0x20) == 'm';
        var isHalf = (word.Length == 2 && (word[1] | 0x20) == 'm') || isShort;
        if (!isHalf || (word[0] | 0x20) is not ('a' or 'p') || _time.Hour is 0 or > 12)
        {
            return false;
        }
        _time.Hour = (_time.Hour % 12) + ((word[0] | 0x20) == 'p' ? 12 : 0);
        _at += isShort ? 2 : 0;
        return true;
    }

    private static bool IsFiller(ReadOnlySpan<byte> word) =>
        AsciiCase.Equal(word, "at"u8) || AsciiCase.Equal(word, "um"u8) || AsciiCase.Equal(word, "uhr"u8) || AsciiCase.Equal(word, "de"u8)
        || AsciiCase.Equal(word, "del"u8) || AsciiCase.Equal(word, "of"u8) || AsciiCase.Equal(word, "om"u8) || AsciiCase.Equal(word, "a"u8)
        || word.SequenceEqual("à"u8) || AsciiCase.Equal(word, "las"u8) || AsciiCase.Equal(word, "alle"u8) || AsciiCase.Equal(word, "den"u8)
        || AsciiCase.Equal(word, "the"u8) || word.SequenceEqual("às"u8) || AsciiCase.Equal(word, "h"u8);

    private bool TryDigits(out int number)
    {
        var start = _at;
        number = 0;
        while (_at < _text.Length && char.IsAsciiDigit((char)_text[_at]) && _at - start < 9)
        {
            number = (number * 10) + (_text[_at++] - '0');
        }
        return _at > start && !(_at < _text.Length && char.IsAsciiDigit((char)_text[_at]));
    }

    private static bool Digits(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }
            number = (number * 10) + (digit - '0');
        }
        return true;
    }
}
