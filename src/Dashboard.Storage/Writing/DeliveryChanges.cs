using System.Runtime.InteropServices;
using Dashboard.Core.Delivery;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Brings the deliveries that a batch touches to their new state: takes back what their stored events had added to the counts and adds
/// what the whole set adds now.
/// </summary>
/// <remarks>
/// A delivery whose only event is an acceptance has no row in <c>deliveries</c>. A key that shows anything else for the first time is
/// therefore looked up among the attempts, in case its acceptance came first. Two acceptances of one delivery in different batches
/// are found when the import settles (<see cref="Settlement"/>).
/// </remarks>
internal sealed class DeliveryChanges(CellChanges cells, Dictionary<int, ContextIds> contextIds)
{
    private readonly Dictionary<long, List<DeliveryEvent>> _new = [];
    private readonly Dictionary<long, List<DeliveryEvent>> _stored = [];
    private readonly Dictionary<long, (DateTime First, DateTime Last)> _known = [];
    private readonly List<DeliveryRow> _rows = [];

    /// <summary>Takes an event of the batch.</summary>
    public void Add(long deliveryKey, DeliveryEvent deliveryEvent)
    {
        ref var events = ref CollectionsMarshal.GetValueRefOrAddDefault(_new, deliveryKey, out _);
        (events ??= new List<DeliveryEvent>(1)).Add(deliveryEvent);
    }

    /// <summary>Takes a delivery by its stored events alone, each of which had been counted as a delivery of its own.</summary>
    public void Merge(long deliveryKey, List<DeliveryEvent> counted)
    {
        TakeBack(deliveryKey, counted);
        Fold(deliveryKey, counted);
    }

    /// <summary>Looks up what is stored and folds.</summary>
    public async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_new.Count == 0)
        {
            return;
        }

        await ReadKnownAsync(connection, cancellationToken);
        await ReadStoredAsync(connection, cancellationToken);
        foreach (var (key, events) in _new)
        {
            if (_stored.TryGetValue(key, out var stored))
            {
                TakeBack(key, stored);
                events.AddRange(stored);
            }

            Fold(key, events);
        }
    }

    /// <summary>Writes the rows of deliveries that are more than one acceptance.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        _rows.Sort((a, b) => a.Key.CompareTo(b.Key));
        await using var command = new NpgsqlCommand(
            """
            insert into deliveries (delivery_key, first_event_at, last_event_at, state, events)
            select * from unnest(@key, @first, @last, @state, @events)
            on conflict (delivery_key) do update set first_event_at = excluded.first_event_at, last_event_at = excluded.last_event_at,
                state = excluded.state, events = excluded.events
            """,
            connection);
        command.Parameters.AddWithValue("key", _rows.Select(r => r.Key).ToArray());
        command.Parameters.AddWithValue("first", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, _rows.Select(r => r.First).ToArray());
        command.Parameters.AddWithValue("last", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, _rows.Select(r => r.Last).ToArray());
        command.Parameters.AddWithValue("state", _rows.Select(r => (short)r.State).ToArray());
        command.Parameters.AddWithValue("events", _rows.Select(r => r.Events).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private void TakeBack(long key, List<DeliveryEvent> stored)
    {
        if (_known.ContainsKey(key))
        {
            DeliveryFold.Apply(CollectionsMarshal.AsSpan(stored), -1, cells);
            return;
        }

        // Without a row every stored event is an acceptance that was counted as a delivery of its own.
        foreach (var single in stored)
        {
            DeliveryFold.Apply([single], -1, cells);
        }
    }

    private void Fold(long key, List<DeliveryEvent> events)
    {
        var state = DeliveryFold.Apply(CollectionsMarshal.AsSpan(events), 1, cells);
        if (events.Count > 1 || events[0].Type != EventType.Accepted)
        {
            _rows.Add(new DeliveryRow(key, events[0].OccurredAt, events[^1].OccurredAt, state, events.Count));
        }
    }

    private async Task ReadKnownAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select delivery_key, first_event_at, last_event_at from deliveries where delivery_key = any(@keys)", connection);
        var keys = _new.Keys.ToArray();
        Array.Sort(keys);
        command.Parameters.AddWithValue("keys", keys);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            _known[reader.GetInt64(0)] = (reader.GetDateTime(1), reader.GetDateTime(2));
        }
    }

    private async Task ReadStoredAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_known.Count > 0)
        {
            // Their events lie between these times, so most partitions need not be asked.
            await ReadStoredAsync([.. _known.Keys], _known.Values.Min(k => k.First), _known.Values.Max(k => k.Last), connection, cancellationToken);
        }

        var perhapsAccepted = _new.Where(n => !_known.ContainsKey(n.Key) && (n.Value.Count > 1 || n.Value[0].Type != EventType.Accepted))
            .Select(n => n.Key).ToArray();
        if (perhapsAccepted.Length > 0)
        {
            await ReadStoredAsync(perhapsAccepted, null, null, connection, cancellationToken);
        }
    }

    private async Task ReadStoredAsync(
        long[] keys, DateTime? first, DateTime? last, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var bounds = first is null ? "" : "and a.occurred_at between @first and @last";
        Array.Sort(keys);
        await using var command = new NpgsqlCommand(
            $"""
            select a.delivery_key, a.occurred_at, a.event_key, a.type, a.has_reply, a.queued_at,
                   a.context_id, a.domain_id, a.route_id, a.template_id, c.flow_id, c.stream_id
            from attempts a join contexts c using (context_id)
            where a.delivery_key = any(@keys) {bounds}
            """,
            connection);
        command.Parameters.AddWithValue("keys", keys);
        if (first is not null)
        {
            command.Parameters.AddWithValue("first", NpgsqlDbType.TimestampTz, first);
            command.Parameters.AddWithValue("last", NpgsqlDbType.TimestampTz, last!);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ref var events = ref CollectionsMarshal.GetValueRefOrAddDefault(_stored, reader.GetInt64(0), out _);
            (events ??= []).Add(StoredEvents.Read(reader, contextIds));
        }
    }

    private readonly record struct DeliveryRow(long Key, DateTime First, DateTime Last, DeliveryState State, int Events);
}
