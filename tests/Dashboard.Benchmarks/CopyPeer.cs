using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Dashboard.Benchmarks;

/// <summary>
/// What an import must not cost more than: <c>psql</c>'s <c>\copy</c> of the same CSV into a bare table of text columns, in the same
/// server. Counted are psql and its backend, and nothing else that the server does.
/// </summary>
internal static class CopyPeer
{
    public const string Name = "peer: \\copy of the CSV into bare text columns";

    public static async Task<Figure> MeasureAsync(RunningApp app, string csv, long lines, int repeats, CancellationToken cancellationToken)
    {
        var runs = new List<(double Cpu, double Wall)>();
        for (var i = 0; i < repeats; i++)
        {
            runs.Add(await RunAsync(app, csv, lines, cancellationToken));
        }

        var (cpu, wall) = runs.OrderBy(r => r.Cpu).ElementAt(runs.Count / 2);
        return new Figure(Name, lines / cpu, "rows/CPU-s") { Cpu = cpu, Wall = wall };
    }

    /// <summary>Its table is used by <see cref="BinaryCopyPeer"/>, so it stays until now.</summary>
    public static async Task DropAsync(RunningApp app, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(app.ConnectionString);
        await ExecuteAsync("drop table bench_copy", source, cancellationToken);
    }

    private static async Task<(double Cpu, double Wall)> RunAsync(RunningApp app, string csv, long lines, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(app.ConnectionString);
        var header = File.ReadLines(csv).First().Split(',');
        await ExecuteAsync(
            $"drop table if exists bench_copy; create table bench_copy ({string.Join(", ", header.Select(h => $"\"{h}\" text"))}) with (autovacuum_enabled = off); checkpoint",
            source, cancellationToken);
        using var psql = Start(app);
        var backend = int.Parse(await AskAsync(psql, "select pg_backend_pid();", cancellationToken), CultureInfo.InvariantCulture);
        double Cpu() => ProcessFigures.CpuSeconds(psql.Id) + ProcessFigures.CpuSeconds(backend);
        var before = Cpu();
        var watch = Stopwatch.StartNew();
        var copied = await AskAsync(psql, $"\\copy bench_copy from '{csv}' with (format csv, header)", cancellationToken);
        var result = (Cpu() - before, watch.Elapsed.TotalSeconds);
        psql.StandardInput.Close();
        await psql.WaitForExitAsync(cancellationToken);
        return copied == $"COPY {lines}" ? result : throw new InvalidOperationException($"psql said {copied}, {lines} lines are in the file.");
    }

    private static Process Start(RunningApp app)
    {
        var connection = new NpgsqlConnectionStringBuilder(app.ConnectionString);
        var own = Path.Combine(app.PostgresBinaries, "psql");
        return Process.Start(new ProcessStartInfo(File.Exists(own) ? own : "psql", ["-X", "-A", "-t", "-v", "ON_ERROR_STOP=1"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["PGHOST"] = connection.Host,
                ["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture),
                ["PGUSER"] = connection.Username,
                ["PGPASSWORD"] = connection.Password,
                ["PGDATABASE"] = connection.Database,
            },
        })!;
    }

    private static async Task<string> AskAsync(Process psql, string command, CancellationToken cancellationToken)
    {
        await psql.StandardInput.WriteLineAsync(command.AsMemory(), cancellationToken);
        await psql.StandardInput.FlushAsync(cancellationToken);
        return await psql.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("psql ended.");
    }

    private static async Task ExecuteAsync(string sql, NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        foreach (var statement in sql.Split(';'))
        {
            await using var command = source.CreateCommand(statement);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
