using Npgsql;

namespace Dashboard.Benchmarks;

/// <summary>What the product's tables and indexes take.</summary>
internal static class StoreSize
{
    private const int Largest = 8;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(RunningApp app, long attempts, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(app.ConnectionString);
        // The parts of a partitioned table under its name; the peers' tables are not ours.
        await using var command = source.CreateCommand(
            """
            select coalesce(parent.relname, c.relname) as name, sum(pg_total_relation_size(c.oid))::bigint, sum(pg_indexes_size(c.oid))::bigint
            from pg_class c left join pg_inherits i on i.inhrelid = c.oid left join pg_class parent on parent.oid = i.inhparent
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname not like 'bench%'
            group by name order by 2 desc
            """);
        var tables = new List<(string Name, long Bytes, long Indexes)>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                tables.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
            }
        }

        double Each(long bytes) => bytes / (double)attempts;
        return
        [
            new Figure("stored for each attempt, all tables and indexes", Each(tables.Sum(t => t.Bytes)), "B") { Goal = Goal.AtMost(200, 170) },
            .. tables.Take(Largest).Select(t => new Figure($"— {t.Name}", Each(t.Bytes), "B") { Note = $"indexes {Each(t.Indexes):N1} B" }),
        ];
    }

    /// <summary>Writes out what is only in memory, so that the next measurement does not pay for it.</summary>
    public static async Task<Figure> WriteOutAsync(RunningApp app, CancellationToken cancellationToken)
    {
        var clock = new CpuClock(app);
        await using var source = NpgsqlDataSource.Create(app.ConnectionString);
        await using var command = source.CreateCommand("checkpoint");
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellationToken);
        var spent = clock.Read();
        return new Figure("checkpoint after the import", null, "") { Cpu = spent.Server, Wall = spent.Wall };
    }
}
