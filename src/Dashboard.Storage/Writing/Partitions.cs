using System.Globalization;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>One partition of <c>attempts</c> for each UTC day.</summary>
internal sealed class Partitions
{
    private readonly HashSet<DateTime> _days = [];

    /// <summary>Makes the partitions that a batch needs.</summary>
    public async Task EnsureAsync(IEnumerable<DateTime> times, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var day in times.Select(t => t.Date).Distinct())
        {
            if (_days.Contains(day))
            {
                continue;
            }

            var name = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            var from = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var to = day.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            await using var command = new NpgsqlCommand(
                $"create table if not exists attempts_{name} partition of attempts for values from ('{from} 00:00:00+00') to ('{to} 00:00:00+00')",
                connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            _days.Add(day);
        }
    }

    /// <summary>
    /// Gives every partition that has none its indexes by delivery and by message, and the planner figures about it: when an import ends.
    /// Without figures a page's first queries read far too much.
    /// </summary>
    public static async Task IndexAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var indexed = await IndexAsync("by_delivery", "(delivery_key)", connection, cancellationToken);

        // Message ids are searched for by hand, now and then: a filter for every 64 pages finds them at one byte a row, where a tree
        // would cost twenty.
        await IndexAsync("by_message", "using brin (message_id text_bloom_ops) with (pages_per_range = 64)", connection, cancellationToken);
        foreach (var partition in indexed)
        {
            await using var analyze = new NpgsqlCommand($"analyze {partition}", connection);
            await analyze.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<string>> IndexAsync(string name, string definition, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        await using (var command = new NpgsqlCommand(
            $"""
            select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'attempts'::regclass and to_regclass(c.relname || '_{name}') is null
            order by 1
            """,
            connection))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                missing.Add(reader.GetString(0));
            }
        }

        foreach (var partition in missing)
        {
            await using var command = new NpgsqlCommand($"create index {partition}_{name} on {partition} {definition}", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return missing;
    }

    /// <summary>After a rolled back transaction a partition may not exist.</summary>
    public void Forget() => _days.Clear();
}
