using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Finds events of a batch that are stored already. How far it looks, <see cref="DuplicateReach"/> says.
/// </summary>
internal static class DuplicateSearch
{
    /// <summary>Marks duplicates and returns how many there are.</summary>
    public static async Task<int> MarkAsync(
        PendingEvent[] events, int count, DateTime[] hours, int sourceId, int importId, DuplicateReach reach,
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (count == 0 || (reach == DuplicateReach.CoveredHours && !await IsCoveredAsync(hours, sourceId, importId, connection, cancellationToken)))
        {
            return 0;
        }

        var stored = await StoredKeysAsync(events, count, connection, cancellationToken);
        var atOtherTimes = reach == DuplicateReach.AnyTime ? await StoredAtAnyTimeAsync(events, count, connection, cancellationToken) : [];
        var duplicates = 0;
        for (var i = 0; i < count; i++)
        {
            events[i].IsDuplicate = stored.Contains((events[i].OccurredAt, events[i].EventKey)) || atOtherTimes.Contains(events[i].EventKey);
            duplicates += events[i].IsDuplicate ? 1 : 0;
        }

        return duplicates;
    }

    /// <summary>Remembers which hours this import has brought events for.</summary>
    public static async Task CoverAsync(
        DateTime[] hours, int sourceId, int importId, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into coverage (source_id, hour, import_id) select @source, unnest(@hours), @import on conflict do nothing", connection);
        AddCoverage(command, hours, sourceId, importId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<bool> IsCoveredAsync(
        DateTime[] hours, int sourceId, int importId, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select exists (select from coverage where source_id = @source and hour = any(@hours) and import_id <> @import)", connection);
        AddCoverage(command, hours, sourceId, importId);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static void AddCoverage(NpgsqlCommand command, DateTime[] hours, int sourceId, int importId)
    {
        command.Parameters.AddWithValue("source", sourceId);
        command.Parameters.AddWithValue("import", importId);
        command.Parameters.AddWithValue("hours", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, hours);
    }

    private static async Task<HashSet<(DateTime, long)>> StoredKeysAsync(
        PendingEvent[] events, int count, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var times = new DateTime[count];
        var keys = new long[count];
        for (var i = 0; i < count; i++)
        {
            times[i] = events[i].OccurredAt;
            keys[i] = events[i].EventKey;
        }

        // The bounds let the planner leave out partitions; lateral makes it one index probe a row.
        await using var command = new NpgsqlCommand(
            """
            select n.occurred_at, n.event_key
            from unnest(@times, @keys) as n(occurred_at, event_key)
            cross join lateral (
                select from attempts a
                where a.occurred_at = n.occurred_at and a.event_key = n.event_key and a.occurred_at between @first and @last
                limit 1) found
            """,
            connection);
        command.Parameters.AddWithValue("times", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, times);
        command.Parameters.AddWithValue("keys", keys);
        command.Parameters.AddWithValue("first", NpgsqlDbType.TimestampTz, times.Min());
        command.Parameters.AddWithValue("last", NpgsqlDbType.TimestampTz, times.Max());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new HashSet<(DateTime, long)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.Add((reader.GetDateTime(0), reader.GetInt64(1)));
        }

        return stored;
    }

    // A key holds the row, not its time. By delivery, because that has an index of its own.
    private static async Task<HashSet<long>> StoredAtAnyTimeAsync(
        PendingEvent[] events, int count, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select n.event_key
            from unnest(@deliveries, @keys) as n(delivery_key, event_key)
            cross join lateral (
                select from attempts a where a.delivery_key = n.delivery_key and a.event_key = n.event_key limit 1) found
            """,
            connection);
        command.Parameters.AddWithValue("deliveries", events.Take(count).Select(e => e.DeliveryKey).ToArray());
        command.Parameters.AddWithValue("keys", events.Take(count).Select(e => e.EventKey).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new HashSet<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.Add(reader.GetInt64(0));
        }

        return stored;
    }
}
