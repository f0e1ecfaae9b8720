using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>Looks up what follows from a context.</summary>
internal static class ContextStorage
{
    /// <summary>Adds the ids of contexts that are not known yet.</summary>
    public static async Task ReadIdsAsync(
        IEnumerable<int> contextIds, Dictionary<int, ContextIds> known, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var missing = contextIds.Where(id => !known.ContainsKey(id)).Distinct().ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("select context_id, flow_id, stream_id, source_id from contexts join flows using (flow_id) where context_id = any(@ids)", connection);
        command.Parameters.AddWithValue("ids", missing);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            known[reader.GetInt32(0)] = new ContextIds(reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3));
        }
    }
}
