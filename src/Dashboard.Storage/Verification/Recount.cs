using Dashboard.Core.Delivery;
using Dashboard.Storage.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Verification;

/// <summary>
/// Counts the attempts again, day after day, by the same fold that counted them at first, and holds what is kept of each delivery against
/// its attempts. Memory: the counts of a few days.
/// </summary>
internal sealed class Recount(CellChanges cells, IReadOnlyDictionary<int, ContextIds> contexts, Findings findings, NpgsqlConnection connection)
{
    private readonly HashSet<long> _lone = [];
    private long _histories;

    /// <summary>Attempts read.</summary>
    public long Attempts { get; private set; }

    /// <summary>Import → attempts that name it.</summary>
    public Dictionary<int, long> ByImport { get; } = [];

    /// <summary>Folds the deliveries that began before the attempts that are still kept: they go on counting in hours that are.</summary>
    public async Task ReadBegunBeforeAsync(DateTime since, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select history from deliveries where first_event_at < @since and last_event_at >= @since", connection);
        command.Parameters.AddWithValue("since", NpgsqlDbType.TimestampTz, since);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            DeliveryFold.Apply(DeliveryHistory.Unpack(reader.GetFieldValue<byte[]>(0)).ToArray(), 1, cells);
        }
    }

    /// <summary>Counts one UTC day.</summary>
    public async Task ReadDayAsync(DateTime day, CancellationToken cancellationToken)
    {
        _lone.Clear();
        await using var command = new NpgsqlCommand(
            $"""
            select {StoredEvents.Columns}, a.import_id, d.history, d.state, d.first_event_at, d.last_event_at
            from attempts a left join deliveries d on d.delivery_key = a.delivery_key
            where a.occurred_at >= @from and a.occurred_at < @to
            """,
            connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("from", NpgsqlDbType.TimestampTz, day);
        command.Parameters.AddWithValue("to", NpgsqlDbType.TimestampTz, day.AddDays(1));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Attempts++;
            var import = reader.GetInt32(10);
            ByImport[import] = ByImport.GetValueOrDefault(import) + 1;
            Take(reader);
        }
    }

    /// <summary>Compares how many events deliveries remember with how many attempts were found in them.</summary>
    public async Task CompareHistoriesAsync(DateTime since, CancellationToken cancellationToken)
    {
        long remembered = 0;
        await using var command = new NpgsqlCommand("select history from deliveries where last_event_at >= @since", connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("since", NpgsqlDbType.TimestampTz, since);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            remembered += DeliveryHistory.Unpack(reader.GetFieldValue<byte[]>(0)).Count(e => e.OccurredAt >= since);
        }

        if (remembered != _histories)
        {
            findings.Add($"Deliveries remember {remembered} events; {_histories} of them are among the attempts.");
        }
    }

    private void Take(NpgsqlDataReader reader)
    {
        var delivery = reader.GetInt64(0);
        var e = StoredEvents.Read(reader);
        if (!contexts.ContainsKey(e.Place.ContextId))
        {
            findings.Add($"Attempt {e.EventKey} at {e.OccurredAt:O} names context {e.Place.ContextId}, which does not exist.");
        }
        else if (e.Type == EventType.Throttled)
        {
            cells.Add(e.OccurredAt, e.Place, Core.Metrics.Counter.Throttled, 1);
        }
        else if (!reader.IsDBNull(11))
        {
            TakeOfHistory(delivery, e, reader);
        }
        else if (e.Type != EventType.Accepted)
        {
            findings.Add($"Attempt {e.EventKey} at {e.OccurredAt:O} is no acceptance, but delivery {delivery} is not kept.");
        }
        else
        {
            if (!_lone.Add(delivery))
            {
                findings.Add($"Delivery {delivery} was accepted twice on {e.OccurredAt:yyyy-MM-dd} and is counted as two.");
            }

            DeliveryFold.Apply([e], 1, cells);
        }
    }

    private void TakeOfHistory(long delivery, DeliveryEvent e, NpgsqlDataReader reader)
    {
        var history = DeliveryHistory.Unpack(reader.GetFieldValue<byte[]>(11)).ToArray();
        if (!history.Contains(e))
        {
            findings.Add($"Attempt {e.EventKey} at {e.OccurredAt:O} is not among the events of its delivery {delivery}.");
            return;
        }

        _histories++;
        if (history[0].EventKey != e.EventKey || history[0].OccurredAt != e.OccurredAt)
        {
            return;
        }

        // Once a delivery: at its first event.
        var state = DeliveryFold.Apply(history, 1, cells);
        if ((short)state != reader.GetInt16(12) || history[0].OccurredAt != reader.GetDateTime(13) || history[^1].OccurredAt != reader.GetDateTime(14))
        {
            findings.Add($"Delivery {delivery} is kept as state {reader.GetInt16(12)}; its events say {(short)state}.");
        }
    }
}
