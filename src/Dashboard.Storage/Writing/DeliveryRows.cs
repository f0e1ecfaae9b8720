using Dashboard.Core.Delivery;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>A row of <c>deliveries</c>.</summary>
internal readonly record struct DeliveryRow(long Key, bool IsNew, DateTime First, DateTime Last, DeliveryState State, byte[] History)
{
    /// <summary>False for one acceptance and nothing else, which needs no row: its state is its attempt.</summary>
    public static bool IsNeeded(List<DeliveryEvent> events) => events.Count > 1 || events[0].Type != EventType.Accepted;

    /// <param name="key">Key of the delivery.</param>
    /// <param name="isNew">True when it certainly has no row yet.</param>
    /// <param name="state">Its state.</param>
    /// <param name="sorted">Its events as the fold has sorted them.</param>
    public static DeliveryRow Of(long key, bool isNew, DeliveryState state, List<DeliveryEvent> sorted) =>
        new(key, isNew, sorted[0].OccurredAt, sorted[^1].OccurredAt, state, DeliveryHistory.Pack(sorted));
}

/// <summary>The SQL of <c>deliveries</c>.</summary>
internal static class DeliveryRows
{
    /// <summary>The events of those deliveries that have a row.</summary>
    public static async Task<Dictionary<long, List<DeliveryEvent>>> ReadAsync(
        long[] keys, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Array.Sort(keys);
        await using var command = new NpgsqlCommand(
            "select delivery_key, history from deliveries where delivery_key = any(@keys)", connection);
        command.Parameters.AddWithValue("keys", keys);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new Dictionary<long, List<DeliveryEvent>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found[reader.GetInt64(0)] = DeliveryHistory.Unpack(reader.GetFieldValue<byte[]>(1));
        }

        return found;
    }

    public static async Task WriteAsync(List<DeliveryRow> rows, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("store deliveries");
        rows.Sort((a, b) => a.Key.CompareTo(b.Key));
        await CopyAsync(rows.FindAll(r => r.IsNew), connection, cancellationToken);
        await MergeAsync(rows.FindAll(r => !r.IsNew), connection, cancellationToken);
    }

    private static async Task CopyAsync(List<DeliveryRow> rows, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var copy = await BinaryCopy.BeginAsync(
            connection, "deliveries (delivery_key, first_event_at, last_event_at, state, history)", cancellationToken);
        foreach (var row in rows)
        {
            copy.StartRow(5);
            copy.Write(row.Key);
            copy.Write(row.First);
            copy.Write(row.Last);
            copy.Write((short)row.State);
            copy.Write(row.History);
            if (copy.IsFull)
            {
                await copy.SendAsync(cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task MergeAsync(List<DeliveryRow> rows, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into deliveries (delivery_key, first_event_at, last_event_at, state, history)
            select * from unnest(@key, @first, @last, @state, @history)
            on conflict (delivery_key) do update set first_event_at = excluded.first_event_at, last_event_at = excluded.last_event_at,
                state = excluded.state, history = excluded.history
            """,
            connection);
        command.Parameters.AddWithValue("key", rows.Select(r => r.Key).ToArray());
        command.Parameters.AddWithValue("first", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, rows.Select(r => r.First).ToArray());
        command.Parameters.AddWithValue("last", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, rows.Select(r => r.Last).ToArray());
        command.Parameters.AddWithValue("state", rows.Select(r => (short)r.State).ToArray());
        command.Parameters.AddWithValue("history", NpgsqlDbType.Array | NpgsqlDbType.Bytea, rows.Select(r => r.History).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task DeleteAsync(List<long> keys, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }

        keys.Sort();
        await using var command = new NpgsqlCommand("delete from deliveries where delivery_key = any(@keys)", connection);
        command.Parameters.AddWithValue("keys", keys.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
