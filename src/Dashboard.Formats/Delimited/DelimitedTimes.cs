using Dashboard.Core.Delivery;
using Dashboard.Formats.Text;

namespace Dashboard.Formats.Delimited;

/// <summary>The times of a row.</summary>
internal sealed class DelimitedTimes
{
    private readonly DateOrder? _order;
    private readonly LogReaderOptions _options;
    private readonly LocalClock _clock;
    private readonly byte[] _both = new byte[(2 * DelimitedRow.MaxFieldBytes) + 1];

    public DelimitedTimes(ColumnMapping mapping, LogReaderOptions options)
    {
        _order = mapping.DateOrder;
        _options = options;
        _clock = TimeZoneInfo.TryFindSystemTimeZoneById(mapping.TimeZone, out var zone)
            ? zone.HasSameRules(TimeZoneInfo.Utc) ? LocalClock.Utc : new LocalClock(zone)
            : throw new ArgumentException($"There is no time zone “{mapping.TimeZone}”.", nameof(mapping));
    }

    /// <summary>Fills the event's times; a sentence when they cannot be read.</summary>
    public string? WhyUnreadable(RecordReader record, DelimitedColumns columns, FieldBuffer fields, LogEvent target, out ColumnField field)
    {
        field = ColumnField.EventTime;
        var cell = columns.Value(record, ColumnField.EventTime);
        var queued = columns.Value(record, ColumnField.QueuedTime);
        if (cell.IsEmpty && columns.Has(ColumnField.EventTime))
        {
            // "Delivered at" is empty where it was not: "sent at" is then the nearest that the row says.
            cell = queued;
            queued = default;
        }
        if (cell.IsEmpty)
        {
            return "There is no event time.";
        }
        if (!WrittenTimeParser.TryRead(cell, out var time) || !time.HasDate)
        {
            return "The event time cannot be read.";
        }
        if (columns.Has(ColumnField.EventClock) && columns.Value(record, ColumnField.EventClock) is { IsEmpty: false } clockCell)
        {
            if (!WrittenTimeParser.TryReadClock(clockCell, out var clock))
            {
                field = ColumnField.EventClock;
                return "The time of day cannot be read.";
            }
            time.TakeClock(clock);
            cell = Both(cell, clockCell);
        }
        if (time.NeedsOrder && _order is null)
        {
            return "The date could be day-month-year or month-day-year: the mapping does not say which.";
        }
        if (!time.TryResolve(_order, _clock, out var occurredAt))
        {
            return time.NeedsOrder ? "There is no such date in the order of day, month and year that the mapping names." : "The event time cannot be read.";
        }
        if (occurredAt < _options.NotBefore || occurredAt > _options.NotAfter)
        {
            return occurredAt > _options.NotAfter ? "The event time lies in the future." : "The event time lies too far in the past.";
        }
        target.OccurredAt = occurredAt;
        target.TimeText = fields.AddText(cell, DelimitedRow.MaxFieldBytes);
        field = ColumnField.QueuedTime;
        return ReadQueued(queued, target);
    }

    private string? ReadQueued(ReadOnlySpan<byte> cell, LogEvent target)
    {
        if (cell.IsEmpty || cell is [(byte)'0'])
        {
            return null;
        }
        if (!WrittenTimeParser.TryRead(cell, out var time) || !time.HasDate || !time.TryResolve(_order, _clock, out var queuedAt))
        {
            return "The queueing time cannot be read.";
        }
        // A day alone would make every message look hours old.
        target.QueuedAt = time.HasClock ? queuedAt : null;
        return null;
    }

    private ReadOnlySpan<byte> Both(ReadOnlySpan<byte> date, ReadOnlySpan<byte> clock)
    {
        date.CopyTo(_both);
        _both[date.Length] = (byte)' ';
        clock.CopyTo(_both.AsSpan(date.Length + 1));
        return _both.AsSpan(0, date.Length + 1 + clock.Length);
    }
}
