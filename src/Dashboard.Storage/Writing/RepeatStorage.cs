using Dashboard.Storage.Imports;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>A stored event that an import has brought again.</summary>
/// <param name="OccurredAt">When, UTC, as stored.</param>
/// <param name="EventKey">Its identity.</param>
/// <param name="HasReplyText">True when this import shows the text of its reply.</param>
internal readonly record struct Repeat(DateTime OccurredAt, long EventKey, bool HasReplyText);

/// <summary>Notes which imports have brought an event besides the one that its attempt names: they keep it when that one is deleted.</summary>
internal static class RepeatStorage
{
    /// <summary>A note for each event.</summary>
    public static async Task WriteAsync(
        int importId, IReadOnlyList<Repeat> repeats, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (repeats.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into repeats (occurred_at, event_key, import_id, has_reply_text)
            select occurred_at, event_key, @import, reply from unnest(@times, @keys, @replies) as n(occurred_at, event_key, reply)
            on conflict do nothing
            """,
            connection);
        command.Parameters.AddWithValue("import", importId);
        command.Parameters.AddWithValue("times", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, repeats.Select(r => r.OccurredAt).ToArray());
        command.Parameters.AddWithValue("keys", repeats.Select(r => r.EventKey).ToArray());
        command.Parameters.AddWithValue("replies", repeats.Select(r => r.HasReplyText).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>An import's whole file is that of a completed one: no event of it needs a note.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="same">The completed import; null when there is none.</param>
    /// <param name="connection">In a transaction.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The completed import; null also when it is being deleted.</returns>
    public static async Task<int?> WriteWholeFileAsync(int importId, int? same, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Held until the end, so that its deletion begins before or after, and then knows.
        await using var command = new NpgsqlCommand(
            """
            with same as (select id from imports where id = @same and status = @completed and repeats_import_id is null for share)
            update imports set repeats_import_id = (select id from same) where id = @import returning repeats_import_id
            """,
            connection);
        command.Parameters.AddWithValue("import", importId);
        command.Parameters.AddWithValue("completed", (int)ImportStatus.Completed);
        command.Parameters.AddWithValue("same", NpgsqlDbType.Integer, (object?)same ?? DBNull.Value);
        return await command.ExecuteScalarAsync(cancellationToken) as int?;
    }
}
