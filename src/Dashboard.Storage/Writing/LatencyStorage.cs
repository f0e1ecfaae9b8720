using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>Merges a batch's histograms into the stored ones. Read, add, write: safe because there is one writer.</summary>
internal static class LatencyStorage
{
    public static async Task WriteAsync(CellChanges changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("store latencies");
        await WriteAsync("stream_latencies", "stream_id", changes.StreamLatencies, connection, cancellationToken);
        await WriteAsync("flow_latencies", "flow_id", changes.FlowLatencies, connection, cancellationToken);
    }

    /// <summary>Deletes those of the changed histograms in which nothing is left.</summary>
    public static async Task DeleteEmptyAsync(CellChanges changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await DeleteEmptyAsync("stream_latencies", "stream_id", [.. changes.StreamLatencies.Keys], connection, cancellationToken);
        await DeleteEmptyAsync("flow_latencies", "flow_id", [.. changes.FlowLatencies.Keys], connection, cancellationToken);
    }

    private static async Task DeleteEmptyAsync(
        string table, string id, LatencyKey[] keys, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            delete from {table} where ctid = any(array(
                select found.ctid
                from unnest(@hour, @by_cohort, @id, @route) as n(hour, by_cohort, id, route_id)
                cross join lateral (
                    select l.ctid from {table} l
                    where l.hour = n.hour and l.by_cohort = n.by_cohort and l.{id} = n.id and l.route_id = n.route_id
                        and coalesce(l.total, l.queue, l.receiver) is null
                    limit 1) found))
            """,
            connection);
        AddKeys(command, keys);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task WriteAsync(
        string table, string id, Dictionary<LatencyKey, LatencyChange> changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var keys = changes.Keys.ToArray();
        await MergeStoredAsync(table, id, keys, changes, connection, cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            insert into {table} (hour, by_cohort, {id}, route_id, total, queue, receiver)
            select * from unnest(@hour, @by_cohort, @id, @route, @total, @queue, @receiver)
            on conflict (hour, by_cohort, {id}, route_id) do update
            set total = excluded.total, queue = excluded.queue, receiver = excluded.receiver
            """,
            connection);
        AddKeys(command, keys);
        AddHistograms(command, "total", keys.Select(k => changes[k].Total.Pack()));
        AddHistograms(command, "queue", keys.Select(k => changes[k].Queue.Pack()));
        AddHistograms(command, "receiver", keys.Select(k => changes[k].Receiver.Pack()));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task MergeStoredAsync(
        string table, string id, LatencyKey[] keys, Dictionary<LatencyKey, LatencyChange> changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select n.i, l.total, l.queue, l.receiver
            from unnest(@hour, @by_cohort, @id, @route) with ordinality as n(hour, by_cohort, id, route_id, i)
            cross join lateral (
                select * from {table} l
                where l.hour = n.hour and l.by_cohort = n.by_cohort and l.{id} = n.id and l.route_id = n.route_id limit 1) l
            """,
            connection);
        AddKeys(command, keys);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var change = changes[keys[reader.GetInt64(0) - 1]];
            change.Total.Add(reader.IsDBNull(1) ? [] : reader.GetFieldValue<byte[]>(1));
            change.Queue.Add(reader.IsDBNull(2) ? [] : reader.GetFieldValue<byte[]>(2));
            change.Receiver.Add(reader.IsDBNull(3) ? [] : reader.GetFieldValue<byte[]>(3));
        }
    }

    private static void AddKeys(NpgsqlCommand command, LatencyKey[] keys)
    {
        command.Parameters.AddWithValue("hour", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, Array.ConvertAll(keys, k => k.Hour));
        command.Parameters.AddWithValue("by_cohort", Array.ConvertAll(keys, k => k.ByCohort));
        command.Parameters.AddWithValue("id", Array.ConvertAll(keys, k => k.Id));
        command.Parameters.AddWithValue("route", Array.ConvertAll(keys, k => k.RouteId));
    }

    private static void AddHistograms(NpgsqlCommand command, string name, IEnumerable<byte[]?> packed) =>
        command.Parameters.AddWithValue(name, NpgsqlDbType.Array | NpgsqlDbType.Bytea, packed.ToArray());
}
