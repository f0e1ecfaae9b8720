using Dashboard.Formats.Delimited;

namespace Dashboard.Formats.Text;

/// <summary>What a cell says about a point in time, before order of date and zone are applied.</summary>
internal struct WrittenTime
{
    /// <summary>The three numbers of a date whose order is not certain (<see cref="NeedsOrder"/>), as they stand.</summary>
    public int First, Second, Third;

    /// <summary>A date whose parts are certain; 0 where they are not.</summary>
    public int Year, Month, Day;

    /// <summary>Time of day.</summary>
    public int Hour, Minute, Second60;

    /// <summary>Part of the second, ticks.</summary>
    public long Fraction;

    /// <summary>Minutes east of UTC, where the cell names a zone.</summary>
    public int? OffsetMinutes;

    /// <summary>Ticks of UTC, where the cell is a count since 1970.</summary>
    public long? EpochTicks;

    /// <summary>Ticks of local time, where the cell is a spreadsheet's number of days.</summary>
    public long? SerialTicks;

    /// <summary>There is a time of day.</summary>
    public bool HasClock;

    /// <summary>The date is numbers between points: everywhere the day comes first.</summary>
    public bool HasPoints;

    /// <summary>There is a date, of whatever form.</summary>
    public readonly bool HasDate => Day > 0 || First > 0 || EpochTicks is not null || SerialTicks is not null;

    /// <summary>The numbers could be day and month, or month and day.</summary>
    public readonly bool NeedsOrder => First > 0 && !HasPoints;

    /// <summary>The cell itself says which zone it means.</summary>
    public readonly bool NamesZone => OffsetMinutes is not null || EpochTicks is not null;

    /// <summary>Takes the time of day from a cell of its own.</summary>
    public void TakeClock(in WrittenTime clock)
    {
        (Hour, Minute, Second60, Fraction, HasClock) = (clock.Hour, clock.Minute, clock.Second60, clock.Fraction, true);
        OffsetMinutes ??= clock.OffsetMinutes;
        if (SerialTicks is { } serial)
        {
            SerialTicks = serial - (serial % TimeSpan.TicksPerDay) + ClockTicks;
        }
    }

    private readonly long ClockTicks => (((((Hour * 60L) + Minute) * 60) + Second60) * TimeSpan.TicksPerSecond) + Fraction;

    /// <summary>False when there is no such day, no date at all, the order is needed and unknown, or the year is not 1980 to 2199.</summary>
    /// <param name="order">Of dates of numbers; null: not known.</param>
    /// <param name="clock">Of times that name no zone.</param>
    /// <param name="utc">To the microsecond, which is what the store keeps.</param>
    public readonly bool TryResolve(DateOrder? order, LocalClock clock, out DateTime utc)
    {
        utc = default;
        if (EpochTicks is { } epoch)
        {
            return TryMake(epoch, out utc);
        }
        if (SerialTicks is { } serial)
        {
            return TryMake(clock.ToUtc(serial), out utc);
        }
        if (!TryDate(order, out var year, out var month, out var day))
        {
            return false;
        }
        var local = new DateTime(year, month, day).Ticks + ClockTicks;
        return TryMake(OffsetMinutes is { } offset ? local - (offset * TimeSpan.TicksPerMinute) : clock.ToUtc(local), out utc);
    }

    private readonly bool TryDate(DateOrder? order, out int year, out int month, out int day)
    {
        (year, month, day) = (Year, Month, Day);
        if (First > 0)
        {
            order = HasPoints && order is null or DateOrder.Ymd ? DateOrder.Dmy : order;
            (year, month, day) = order switch
            {
                DateOrder.Ymd => (First, Second, Third),
                DateOrder.Dmy => (Third, Second, First),
                DateOrder.Mdy => (Third, First, Second),
                _ => default,
            };
        }
        year += year switch { < 80 => 2000, < 100 => 1900, _ => 0 };
        return month is >= 1 and <= 12 && year is >= 1980 and < 2200 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
    }

    private static bool TryMake(long ticks, out DateTime utc)
    {
        utc = default;
        if (ticks < LogTime.Earliest.Ticks || ticks >= LogTime.Latest.Ticks)
        {
            return false;
        }
        utc = new DateTime(ticks - (ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
        return true;
    }
}
