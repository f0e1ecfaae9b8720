namespace Dashboard.Storage.Writing;

/// <summary>
/// Hours and days as the workspace's clock shows them: in Kathmandu an hour begins at :15 UTC, so that its days are whole.
/// </summary>
public sealed class WorkspaceHours
{
    private readonly TimeZoneInfo _zone;
    private long _cachedHour = long.MinValue;
    private DateTime _cachedStart;
    private DateTime _cachedDay;

    /// <param name="timeZone">IANA time zone id.</param>
    public WorkspaceHours(string timeZone) => _zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);

    /// <summary>Start of the workspace's hour that holds a UTC time, in UTC.</summary>
    public DateTime HourOf(DateTime utc)
    {
        Fill(utc);
        return _cachedStart;
    }

    /// <summary>Start of the workspace's day that holds a UTC time, in UTC.</summary>
    public DateTime DayOf(DateTime utc)
    {
        Fill(utc);
        return _cachedDay;
    }

    // Zone offsets are whole quarters of an hour, and so are their changes: within one quarter the answer is the same.
    private void Fill(DateTime utc)
    {
        var quarter = utc.Ticks / (TimeSpan.TicksPerMinute * 15);
        if (quarter == _cachedHour)
        {
            return;
        }

        _cachedHour = quarter;
        var offset = _zone.GetUtcOffset(utc);
        var local = utc + offset;
        _cachedStart = new DateTime(local.Ticks - (local.Ticks % TimeSpan.TicksPerHour) - offset.Ticks, DateTimeKind.Utc);
        var midnight = DateTime.SpecifyKind(local.Date, DateTimeKind.Unspecified);
        while (_zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        _cachedDay = DateTime.SpecifyKind(midnight - _zone.GetUtcOffset(midnight), DateTimeKind.Utc);
    }
}
