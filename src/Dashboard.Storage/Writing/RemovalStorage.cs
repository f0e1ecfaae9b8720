using Dashboard.Storage.Imports;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>Attempts of one import within a span of the order in which they are stored.</summary>
/// <param name="ImportId">The import.</param>
/// <param name="After">Only attempts after this one.</param>
/// <param name="Last">Up to this one.</param>
internal readonly record struct AttemptSpan(int ImportId, AttemptPlace After, AttemptPlace Last);

/// <summary>Where an attempt stands in the order in which they are stored.</summary>
internal readonly record struct AttemptPlace(DateTime OccurredAt, long EventKey);

/// <summary>The SQL that takes an import's attempts out of the store or gives them to another.</summary>
internal static class RemovalStorage
{
    // The plain bounds let the planner leave out partitions.
    private const string InSpan =
        """
        import_id = @import and occurred_at between @after_at and @last_at
            and (occurred_at, event_key) > (@after_at, @after_key) and (occurred_at, event_key) <= (@last_at, @last_key)
        """;

    /// <summary>The next attempts of a span, each with the import that keeps it: of those that have brought it too, the first that stays.</summary>
    /// <param name="span">Which attempts.</param>
    /// <param name="heir">The import that keeps them all; null when there is none.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="connection">In the transaction of the batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<List<StoredAttempt>> ReadAsync(
        AttemptSpan span, int? heir, int most, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            with a as materialized (
                select * from attempts where {InSpan} order by occurred_at, event_key limit @most)
            select {StoredEvents.Columns}, a.relay_id is not null, t.stage <> 0, a.reply is not null, n.import_id, coalesce(n.has_reply_text, false)
            from a
            join templates t using (template_id)
            left join lateral (
                select r.import_id, r.has_reply_text from repeats r join imports i on i.id = r.import_id
                where r.occurred_at = a.occurred_at and r.event_key = a.event_key and r.import_id <> @import and i.status <> @deleting
                order by r.import_id limit 1) n on true
            order by a.occurred_at, a.event_key
            """,
            connection);
        AddSpan(command, span);
        command.Parameters.AddWithValue("most", most);
        command.Parameters.AddWithValue("deleting", (int)ImportStatus.Deleting);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var attempts = new List<StoredAttempt>();
        while (await reader.ReadAsync(cancellationToken))
        {
            attempts.Add(new StoredAttempt(
                reader.GetInt64(0),
                StoredEvents.Read(reader),
                reader.GetBoolean(10),
                reader.GetBoolean(11),
                reader.GetBoolean(12) || reader.GetBoolean(14),
                heir ?? (reader.IsDBNull(13) ? null : reader.GetInt32(13))));
        }

        return attempts;
    }

    /// <summary>Deletes the attempts of a span.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> DeleteAsync(AttemptSpan span, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"delete from attempts where {InSpan}", connection);
        AddSpan(command, span);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives all attempts of a span to another import, which need not note them any more.</summary>
    public static async Task HandOverAsync(AttemptSpan span, int heir, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using (var command = new NpgsqlCommand($"update attempts set import_id = @heir where {InSpan}", connection))
        {
            AddSpan(command, span);
            command.Parameters.AddWithValue("heir", heir);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var notes = new NpgsqlCommand(
            $"""
            delete from repeats r where {InSpan}
                and exists (select from attempts a where a.occurred_at = r.occurred_at and a.event_key = r.event_key and a.import_id = r.import_id)
            """,
            connection);
        AddSpan(notes, span with { ImportId = heir });
        await notes.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives each attempt that has an heir to it, which need not note it any more.</summary>
    public static async Task HandOverAsync(StoredAttempt[] kept, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (kept.Length == 0)
        {
            return;
        }

        const string rows = "unnest(@times, @keys, @heirs) as n(occurred_at, event_key, import_id)";
        await using var command = new NpgsqlCommand(
            $"""
            update attempts a set import_id = n.import_id from {rows}
            where a.occurred_at = n.occurred_at and a.event_key = n.event_key and a.occurred_at between @first and @last;
            delete from repeats r using {rows}
            where r.occurred_at = n.occurred_at and r.event_key = n.event_key and r.import_id = n.import_id and r.occurred_at between @first and @last
            """,
            connection);
        command.Parameters.AddWithValue("times", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, Array.ConvertAll(kept, k => k.Event.OccurredAt));
        command.Parameters.AddWithValue("keys", Array.ConvertAll(kept, k => k.Event.EventKey));
        command.Parameters.AddWithValue("heirs", Array.ConvertAll(kept, k => k.Heir!.Value));
        command.Parameters.AddWithValue("first", NpgsqlDbType.TimestampTz, kept[0].Event.OccurredAt);
        command.Parameters.AddWithValue("last", NpgsqlDbType.TimestampTz, kept[^1].Event.OccurredAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddSpan(NpgsqlCommand command, AttemptSpan span)
    {
        command.Parameters.AddWithValue("import", span.ImportId);
        command.Parameters.AddWithValue("after_at", NpgsqlDbType.TimestampTz, span.After.OccurredAt);
        command.Parameters.AddWithValue("after_key", span.After.EventKey);
        command.Parameters.AddWithValue("last_at", NpgsqlDbType.TimestampTz, span.Last.OccurredAt);
        command.Parameters.AddWithValue("last_key", span.Last.EventKey);
    }
}
