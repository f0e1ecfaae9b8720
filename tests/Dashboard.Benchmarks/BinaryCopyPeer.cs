using System.Diagnostics;
using Npgsql;

namespace Dashboard.Benchmarks;

/// <summary>
/// The limit of the storage: the same rows, typed, as binary COPY into a table without an index. The rows are encoded beforehand, so
/// counted is only what client and backend need to pass and to store them.
/// </summary>
internal static class BinaryCopyPeer
{
    private const string Typed =
        """
        select "timeLogged"::timestamptz as occurred_at, nullif("timeQueued", '')::timestamptz as queued_at, ascii(type)::smallint as type,
            hashtext(split_part(rcpt, '@', 2)) as domain, hashtext("jobId") as campaign, hashtext("header_X-Stream") as stream,
            hashtext("vmtaPool") as pool, hashtext("dlvSourceIp") as ip, hashtext("dsnMta") as relay,
            hashtextextended("envId", 0) as delivery, hashtextextended("envId" || type || "timeLogged", 0) as event,
            split_part(rcpt, '@', 1) as local, case when type <> 'd' then "dsnDiag" end as reply
        from bench_copy
        """;

    /// <summary>Needs the table of <see cref="CopyPeer"/>.</summary>
    public static async Task<Figure> MeasureAsync(RunningApp app, string file, long lines, int repeats, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(app.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await ExecuteAsync(connection, "drop table if exists bench_typed", cancellationToken);
        await ExecuteAsync(connection, $"create table bench_typed with (autovacuum_enabled = off) as {Typed}", cancellationToken);
        await using (var encoded = File.Create(file))
        await using (var rows = await connection.BeginRawBinaryCopyAsync("copy bench_typed to stdout (format binary)", cancellationToken))
        {
            await rows.CopyToAsync(encoded, cancellationToken);
        }

        var runs = new List<(double Cpu, double Wall)>();
        for (var i = 0; i < repeats; i++)
        {
            await ExecuteAsync(connection, "truncate bench_typed", cancellationToken);
            await ExecuteAsync(connection, "checkpoint", cancellationToken);
            runs.Add(await RunAsync(connection, file, cancellationToken));
        }

        File.Delete(file);
        await ExecuteAsync(connection, "drop table bench_typed", cancellationToken);
        var (cpu, wall) = runs.OrderBy(r => r.Cpu).ElementAt(runs.Count / 2);
        return new Figure("peer: binary COPY of 13 typed columns, no index", lines / cpu, "rows/CPU-s") { Cpu = cpu, Wall = wall };
    }

    private static async Task<(double Cpu, double Wall)> RunAsync(NpgsqlConnection connection, string file, CancellationToken cancellationToken)
    {
        double Cpu() => ProcessFigures.CpuSeconds(connection.ProcessID) + ProcessFigures.CpuSeconds(Environment.ProcessId);
        var before = Cpu();
        var watch = Stopwatch.StartNew();
        await using (var encoded = File.OpenRead(file))
        await using (var rows = await connection.BeginRawBinaryCopyAsync("copy bench_typed from stdin (format binary)", cancellationToken))
        {
            await encoded.CopyToAsync(rows, 1 << 17, cancellationToken);
        }

        return (Cpu() - before, watch.Elapsed.TotalSeconds);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
