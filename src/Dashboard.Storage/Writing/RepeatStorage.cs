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
}
