using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Finds events of a batch that are stored already. How far it looks, <see cref="DuplicateReach"/> says.
/// </summary>
internal static class DuplicateSearch
{
    /// <summary>Marks duplicates.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="hours">The workspace's hours in which they lie.</param>
    /// <param name="import">The import that brings them.</param>
    /// <param name="reach">How far to look.</param>
    /// <param name="connection">In the transaction of the batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<FoundDuplicates> MarkAsync(
        ImportBatch batch, DateTime[] hours, ImportProgress import, DuplicateReach reach,
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("find duplicates");
        if (batch.Count == 0
            || (reach == DuplicateReach.CoveredHours && !await IsCoveredAsync(hours, import.SourceId, import.ImportId, connection, cancellationToken)))
        {
            return FoundDuplicates.None;
        }

        var stored = await StoredKeysAsync(batch, connection, cancellationToken);
        var atOtherTimes = reach == DuplicateReach.AnyTime ? await StoredAtAnyTimeAsync(batch, connection, cancellationToken) : [];
        var duplicates = 0;
        var notes = new List<Repeat>();
        for (var i = 0; i < batch.Count; i++)
        {
            ref var e = ref batch[i];
            var at = e.OccurredAt;
            e.IsDuplicate = stored.TryGetValue((at, e.EventKey), out var owner);
            if (!e.IsDuplicate && atOtherTimes.TryGetValue(e.EventKey, out var elsewhere))
            {
                (at, owner) = elsewhere;
                e.IsDuplicate = true;
            }

            duplicates += e.IsDuplicate ? 1 : 0;
            if (e.IsDuplicate && owner != import.ImportId && owner != import.RepeatsImportId)
            {
                notes.Add(new Repeat(at, e.EventKey, e.HasReplyText));
            }
        }

        return new FoundDuplicates(duplicates, notes);
    }

    /// <summary>Remembers which hours this import has brought events for.</summary>
    public static async Task CoverAsync(
        DateTime[] hours, int sourceId, int importId, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("cover hours");
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

    private static async Task<Dictionary<(DateTime, long), int>> StoredKeysAsync(
        ImportBatch batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var times = new DateTime[batch.Count];
        var keys = new long[batch.Count];
        for (var i = 0; i < batch.Count; i++)
        {
            times[i] = batch[i].OccurredAt;
            keys[i] = batch[i].EventKey;
        }

        // The bounds let the planner leave out partitions; lateral makes it one index probe a row.
        await using var command = new NpgsqlCommand(
            """
            select n.occurred_at, n.event_key, found.import_id
            from unnest(@times, @keys) as n(occurred_at, event_key)
            cross join lateral (
                select a.import_id from attempts a
                where a.occurred_at = n.occurred_at and a.event_key = n.event_key and a.occurred_at between @first and @last
                limit 1) found
            """,
            connection);
        command.Parameters.AddWithValue("times", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, times);
        command.Parameters.AddWithValue("keys", keys);
        command.Parameters.AddWithValue("first", NpgsqlDbType.TimestampTz, times.Min());
        command.Parameters.AddWithValue("last", NpgsqlDbType.TimestampTz, times.Max());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new Dictionary<(DateTime, long), int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            stored[(reader.GetDateTime(0), reader.GetInt64(1))] = reader.GetInt32(2);
        }

        return stored;
    }

    // A key holds the row, not its time. By delivery, because that has an index of its own.
    private static async Task<Dictionary<long, (DateTime OccurredAt, int ImportId)>> StoredAtAnyTimeAsync(
        ImportBatch batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select n.event_key, found.occurred_at, found.import_id
            from unnest(@deliveries, @keys) as n(delivery_key, event_key)
            cross join lateral (
                select a.occurred_at, a.import_id from attempts a
                where a.delivery_key = n.delivery_key and a.event_key = n.event_key limit 1) found
            """,
            connection);
        command.Parameters.AddWithValue("deliveries", Enumerable.Range(0, batch.Count).Select(i => batch[i].DeliveryKey).ToArray());
        command.Parameters.AddWithValue("keys", Enumerable.Range(0, batch.Count).Select(i => batch[i].EventKey).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new Dictionary<long, (DateTime, int)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            stored[reader.GetInt64(0)] = (reader.GetDateTime(1), reader.GetInt32(2));
        }

        return stored;
    }
}

/// <summary>What a batch brings that is stored already.</summary>
/// <param name="Count">How many of its events.</param>
/// <param name="Notes">Those that another import has brought and that are to be noted.</param>
internal readonly record struct FoundDuplicates(int Count, IReadOnlyList<Repeat> Notes)
{
    /// <summary>Nothing.</summary>
    public static FoundDuplicates None { get; } = new(0, []);
}
