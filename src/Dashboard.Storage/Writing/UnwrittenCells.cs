using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Tells which cells and histograms certainly do not exist yet: those can be copied into their table, at a quarter of what merging costs.
/// </summary>
/// <remarks>
/// Every cell belongs to one source, through its stream, flow or context, and counts nothing in an hour of which its source has no event.
/// So a cell is new when nothing of the source was stored for its hour when this session met the hour, and the session itself has not
/// written it. Should that ever be wrong, the table's key says so and the batch is stored again by merging (<see cref="Distrust"/>).
/// </remarks>
internal sealed class UnwrittenCells(int sourceId, WorkspaceHours hours)
{
    private readonly KeyFilter _written = new(4 << 20);
    private readonly Dictionary<DateTime, bool> _hours = [];
    private readonly Dictionary<DateTime, bool> _days = [];

    /// <summary>Looks up what is stored of the days that this batch is the first to touch. To be called before the batch covers its hours.</summary>
    public async Task MeetAsync(DateTime[] batchHours, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        ForgetWhenFull();
        var days = batchHours.Select(hours.DayOf).Where(day => !_days.ContainsKey(day)).Distinct().ToList();
        if (days.Count == 0)
        {
            return;
        }

        // A day has 25 hours when clocks go back; zones a quarter off the hour begin theirs at :15, :30 or :45, as their days do.
        var wanted = days.SelectMany(day => Enumerable.Range(0, 26).Select(h => day.AddHours(h))).Where(h => days.Contains(hours.DayOf(h))).ToList();
        await using var command = new NpgsqlCommand("select distinct hour from coverage where source_id = @source and hour = any(@hours)", connection);
        command.Parameters.AddWithValue("source", sourceId);
        command.Parameters.AddWithValue("hours", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, wanted.ToArray());
        var covered = new HashSet<DateTime>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                covered.Add(reader.GetDateTime(0));
            }
        }

        wanted.ForEach(hour => _hours[hour] = !covered.Contains(hour));
        days.ForEach(day => _days[day] = !covered.Any(hour => hours.DayOf(hour) == day));
    }

    /// <summary>True when a cell is new; from then on it is not.</summary>
    /// <param name="table">Number of its table.</param>
    /// <param name="isDaily">True when it covers a day.</param>
    /// <param name="key">Its key in the table.</param>
    public bool Take(int table, bool isDaily, CellKey key)
    {
        if (!(isDaily ? _days : _hours).GetValueOrDefault(key.Hour))
        {
            return false;
        }

        var hash = key.Hash((uint)table);
        if (_written.MayHold(hash))
        {
            return false;
        }

        _written.Add(hash);
        return true;
    }

    /// <summary>After a cell that was to be new was not: everything met so far may exist.</summary>
    public void Distrust()
    {
        foreach (var times in (Dictionary<DateTime, bool>[])[_hours, _days])
        {
            foreach (var time in times.Keys.ToList())
            {
                times[time] = false;
            }
        }

        _written.Clear();
    }

    // A full filter says "perhaps" to everything. What was met is over, as a rule: a log goes forward in time.
    private void ForgetWhenFull()
    {
        if (_written.IsFull)
        {
            Distrust();
        }
    }
}
