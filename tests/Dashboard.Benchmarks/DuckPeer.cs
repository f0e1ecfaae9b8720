using System.Diagnostics;
using DuckDB.NET.Data;

namespace Dashboard.Benchmarks;

/// <summary>What DuckDB is to do.</summary>
internal sealed record DuckTask(string Csv, string Database, long Lines, DateOnly Start, int Days, int Clients, int Asks);

/// <summary>A step of it: CPU-seconds and seconds; of a question asked by several clients, CPU-seconds of one answer.</summary>
internal sealed record DuckStep(double Cpu, double Wall, Answered? Answered);

/// <summary>Everything it did, by question.</summary>
internal sealed record DuckResult(
    IReadOnlyDictionary<Question, DuckStep> OfCsv, DuckStep Load, long FileBytes, IReadOnlyDictionary<Question, DuckStep> OfTable, double PeakMemory);

/// <summary>What an analyst would take instead: DuckDB, on the file and on a table of its own. Runs in a process of its own.</summary>
internal static class DuckPeer
{
    private const string Settings = "set threads = 2; set memory_limit = '8GB'; set preserve_insertion_order = false";

    public static async Task<DuckResult> MeasureAsync(DuckTask task, CancellationToken cancellationToken)
    {
        File.Delete(task.Database);
        await using var connection = new DuckDBConnection($"Data Source={task.Database}");
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"{Settings}; create view acct as {DuckQuestions.Columns(task.Csv)}", cancellationToken);
        var ofCsv = new Dictionary<Question, DuckStep>();
        foreach (var question in Questions.All)
        {
            ofCsv[question] = await StepAsync(() => ExecuteAsync(connection, DuckQuestions.Sql(question, 0, task), cancellationToken));
        }

        await ExecuteAsync(connection, "drop view acct", cancellationToken);
        var load = await StepAsync(async () =>
        {
            await ExecuteAsync(connection, $"create table acct as {DuckQuestions.Columns(task.Csv)}", cancellationToken);
            await ExecuteAsync(connection, "checkpoint", cancellationToken);
        });
        await CheckAsync(connection, task, cancellationToken);
        var ofTable = new Dictionary<Question, DuckStep>();
        foreach (var question in Questions.All)
        {
            ofTable[question] = await AskAsync(question, task, cancellationToken);
        }

        return new DuckResult(ofCsv, load, new FileInfo(task.Database).Length, ofTable, ProcessFigures.PeakMemory(Environment.ProcessId));
    }

    private static async Task<DuckStep> AskAsync(Question question, DuckTask task, CancellationToken cancellationToken)
    {
        var connections = Enumerable.Range(0, task.Clients).Select(_ => new DuckDBConnection($"Data Source={task.Database}")).ToArray();
        try
        {
            foreach (var connection in connections)
            {
                await connection.OpenAsync(cancellationToken);
            }

            Answered? answered = null;
            var step = await StepAsync(async () => answered = await Clients.AskAsync(
                task.Clients,
                task.Asks,
                (client, i, token) => ExecuteAsync(connections[client], DuckQuestions.Sql(question, i, task), token),
                cancellationToken));
            return step with { Cpu = step.Cpu / (task.Clients * (task.Asks + 1)), Answered = answered };
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private static async Task CheckAsync(DuckDBConnection connection, DuckTask task, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from acct";
        var rows = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (rows != task.Lines)
        {
            throw new InvalidOperationException($"DuckDB has {rows} rows, {task.Lines} lines are in the file.");
        }
    }

    // All rows are read: an answer that nobody takes is none.
    private static async Task ExecuteAsync(DuckDBConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
        }
    }

    private static async Task<DuckStep> StepAsync(Func<Task> doAsync)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await doAsync();
        self.Refresh();
        return new DuckStep((self.TotalProcessorTime - before).TotalSeconds, watch.Elapsed.TotalSeconds, null);
    }
}
