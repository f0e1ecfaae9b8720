using Dashboard.Core.Metrics;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>Merges a batch's histograms into the stored ones. Read, add, write: safe because there is one writer.</summary>
internal static class LatencyStorage
{
    /// <summary>Stores the changes.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="unwritten">Which histograms are certainly new; null: any may exist.</param>
    /// <param name="connection">In the transaction of the batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task WriteAsync(
        CellChanges changes, UnwrittenCells? unwritten, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("store latencies");
        for (var i = 0; i < LatencyTable.All.Count; i++)
        {
            // After the cubes, whose numbers come first.
            var (number, table) = (Cube.All.Count + i, LatencyTable.All[i]);
            await WriteAsync(
                table.Table, table.Column, changes.Latencies(table), key => unwritten?.Take(number, table.IsDaily, key.AsCell) ?? false, connection, cancellationToken);
        }
    }

    /// <summary>Deletes those of the changed histograms in which nothing is left.</summary>
    public static async Task DeleteEmptyAsync(CellChanges changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var table in LatencyTable.All)
        {
            await DeleteEmptyAsync(table.Table, table.Column, [.. changes.Latencies(table).Keys], connection, cancellationToken);
        }
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
        string table, string id, Dictionary<LatencyKey, LatencyChange> changes, Predicate<LatencyKey> isNew,
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var fresh = new List<LatencyKey>();
        var rest = new List<LatencyKey>();
        foreach (var key in changes.Where(c => !c.Value.IsEmpty).Select(c => c.Key).Order())
        {
            (isNew(key) ? fresh : rest).Add(key);
        }

        if (fresh.Count > 0)
        {
            await CopyAsync(table, id, fresh, changes, connection, cancellationToken);
        }

        if (rest.Count > 0)
        {
            await MergeAsync(table, id, [.. rest], changes, connection, cancellationToken);
        }
    }

    private static async Task CopyAsync(
        string table, string id, List<LatencyKey> keys, Dictionary<LatencyKey, LatencyChange> changes,
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var copy = await BinaryCopy.BeginAsync(connection, $"{table} (hour, by_cohort, {id}, route_id, total, queue, receiver)", cancellationToken);
        foreach (var key in keys)
        {
            copy.StartRow(7);
            copy.Write(key.Hour);
            copy.Write(key.ByCohort);
            copy.Write(key.Id);
            copy.Write(key.RouteId);
            var (total, queue, receiver) = changes[key];
            foreach (var histogram in (LatencyHistogram[])[total, queue, receiver])
            {
                if (histogram.Pack() is { } packed)
                {
                    copy.Write(packed);
                }
                else
                {
                    copy.WriteNull();
                }
            }

            if (copy.IsFull)
            {
                await copy.SendAsync(cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task MergeAsync(
        string table, string id, LatencyKey[] keys, Dictionary<LatencyKey, LatencyChange> changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
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
