using System.Diagnostics;
using Npgsql;

namespace Dashboard.Benchmarks;

/// <summary>The limit to compare with: the same CSV by COPY into a bare table of text columns, in the same server.</summary>
internal static class CopyPeer
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(RunningApp app, GeneratedLog log, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(app.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        using var reader = new StreamReader(log.Path);
        var header = (await reader.ReadLineAsync(cancellationToken))!.Split(',');
        await ExecuteAsync($"create table bench_copy ({string.Join(", ", header.Select(h => $"\"{h}\" text"))})", connection, cancellationToken);
        var server = ProcessFigures.ServerCpuSeconds(app.Postmaster);
        var client = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await using (var copy = await connection.BeginTextImportAsync("copy bench_copy from stdin (format csv, header)", cancellationToken))
        {
            using var text = new StreamReader(log.Path);
            var buffer = new char[1 << 16];
            for (int read; (read = await text.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                await copy.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var cpu = ProcessFigures.ServerCpuSeconds(app.Postmaster) - server + (Process.GetCurrentProcess().TotalProcessorTime - client).TotalSeconds;
        await ExecuteAsync("drop table bench_copy", connection, cancellationToken);
        return
        [
            new("limit: COPY of the CSV into bare text columns", log.Truth.Lines / seconds, "/s wall"),
            new("limit: CPU of that, client and server", cpu, "CPU-s"),
        ];
    }

    private static async Task ExecuteAsync(string sql, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
