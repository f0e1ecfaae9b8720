namespace Dashboard.Formats.Text;

/// <summary>
/// Turns local times of one zone into UTC. An hour that the clock showed twice is its first; an hour that it skipped is read as if the
/// clock had not been changed yet.
/// </summary>
internal sealed class LocalClock(TimeZoneInfo zone)
{
    private const long Quarter = 15 * TimeSpan.TicksPerMinute;

    // Zones change their offset at whole quarters of an hour: one look-up serves all times of the same quarter.
    private long _quarter = -1;
    private long _offset;

    public static LocalClock Utc { get; } = new(TimeZoneInfo.Utc);

    /// <param name="localTicks">Of the time as the clock on the wall showed it.</param>
    public long ToUtc(long localTicks)
    {
        if (ReferenceEquals(zone, TimeZoneInfo.Utc))
        {
            return localTicks;
        }
        if (localTicks / Quarter is var quarter && quarter != _quarter)
        {
            _offset = OffsetAt(new DateTime(localTicks, DateTimeKind.Unspecified));
            _quarter = quarter;
        }
        return localTicks - _offset;
    }

    private long OffsetAt(DateTime local)
    {
        if (zone.IsAmbiguousTime(local))
        {
            return zone.GetAmbiguousTimeOffsets(local).Max().Ticks;
        }
        return zone.IsInvalidTime(local) ? zone.GetUtcOffset(local.AddHours(-3)).Ticks : zone.GetUtcOffset(local).Ticks;
    }
}
