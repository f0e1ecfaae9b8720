using System.Globalization;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>One partition of <c>attempts</c> for each UTC day.</summary>
internal sealed class Partitions
{
    private const string ByDelivery = "by_delivery";
    private const string ByMessage = "by_message";

    // About 160,000 attempts: what a look-up may read whole, some 25 ms.
    private const long MostUnindexedBytes = 32L << 20;
    private const int RowsBetweenLooks = 50_000;

    // What the planner must know; sorting samples of the texts would take most of the time.
    private const string Estimated = "occurred_at, delivery_key, import_id, template_id, context_id, domain_id, route_id, type";

    private readonly HashSet<DateTime> _days = [];
    private int _rows = RowsBetweenLooks;

    /// <summary>Makes the partitions that a batch needs.</summary>
    public async Task EnsureAsync(IEnumerable<DateTime> times, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var day in times.Select(t => t.Date).Distinct())
        {
            if (_days.Contains(day))
            {
                continue;
            }

            var from = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var to = day.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await using var command = new NpgsqlCommand(
                $"create table if not exists {NameOf(day)} partition of attempts for values from ('{from} 00:00:00+00') to ('{to} 00:00:00+00')",
                connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            _days.Add(day);
        }
    }

    /// <summary>
    /// Keeps what has no index by delivery small while an import runs: each look-up of a batch reads it whole. Days that the batch does not
    /// write to are indexed first, because an index costs little where nothing is added.
    /// </summary>
    /// <param name="times">Times of the batch that is about to be stored.</param>
    /// <param name="rows">Its events.</param>
    /// <param name="connection">In the transaction of the batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task IndexLargeAsync(IEnumerable<DateTime> times, int rows, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        _rows += rows;
        if (_rows < RowsBetweenLooks)
        {
            return;
        }

        _rows = 0;
        var written = times.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var missing = await WithoutAsync(ByDelivery, connection, cancellationToken);
        var unindexed = missing.Sum(p => p.Bytes);
        foreach (var partition in missing.OrderBy(p => written.Contains(p.Name)).ThenByDescending(p => p.Bytes))
        {
            if (unindexed <= MostUnindexedBytes)
            {
                break;
            }

            // Without figures the planner takes few keys for many and reads the partition whole all the same.
            await using var command = new NpgsqlCommand($"{DeliveryIndex(partition.Name)}; analyze {partition.Name} (delivery_key)", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            unindexed -= partition.Bytes;
        }
    }

    /// <summary>
    /// Gives every partition that has none its indexes by delivery and by message, and the planner figures about it: when an import ends.
    /// Without figures a page's first queries read far too much.
    /// </summary>
    public static async Task IndexAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("index days");
        foreach (var partition in await WithoutAsync(ByDelivery, connection, cancellationToken))
        {
            await using var command = new NpgsqlCommand(DeliveryIndex(partition.Name), connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // Message ids are searched for by hand, now and then: a filter for every 64 pages finds them at one byte a row, where a tree
        // would cost twenty. Only an import's end makes it: what lacks it has no figures of all columns either.
        foreach (var (name, _) in await WithoutAsync(ByMessage, connection, cancellationToken))
        {
            await using var command = new NpgsqlCommand(
                $"create index {name}_{ByMessage} on {name} using brin (message_id text_bloom_ops) with (pages_per_range = 64); analyze {name} ({Estimated})", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Every partition and its UTC day, oldest first.</summary>
    public static async Task<IReadOnlyList<(string Name, DateTime Day)>> ListAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'attempts'::regclass order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var partitions = new List<(string, DateTime)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            partitions.Add((reader.GetString(0), DayOf(reader.GetString(0))));
        }

        return partitions;
    }

    /// <summary>After a rolled back transaction neither a partition nor an index may exist.</summary>
    public void Forget()
    {
        _days.Clear();
        _rows = RowsBetweenLooks;
    }

    private static string NameOf(DateTime day) => $"attempts_{day.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}";

    private static DateTime DayOf(string partition) => DateTime.ParseExact(
        partition[^8..], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static string DeliveryIndex(string partition) => $"create index {partition}_{ByDelivery} on {partition} (delivery_key)";

    private static async Task<List<(string Name, long Bytes)>> WithoutAsync(string index, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select c.relname, pg_relation_size(c.oid) from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'attempts'::regclass and to_regclass(c.relname || '_{index}') is null
            order by 1
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var missing = new List<(string, long)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            missing.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return missing;
    }
}
