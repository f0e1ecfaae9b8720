using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Dashboard.Benchmarks;

/// <summary>What else there is, and the limits, on the same log: each only where it was asked for.</summary>
internal sealed class Peers(BenchmarkOptions options, RunFolder folder, Report report)
{
    private const int DuckAsksOfAll = 40;

    private long _lines;

    private string Csv => folder.File("acct.csv");

    /// <summary>Writes the log to disk, where a part needs it there.</summary>
    public void Write(GeneratedLog log, CancellationToken cancellationToken)
    {
        if (options.Only.Overlaps(["dryrun", "copy", "binary", "duckdb"]))
        {
            var watch = Stopwatch.StartNew();
            _lines = log.AtMost(BenchmarkOptions.LargestForPeers).WriteCsv(Csv, cancellationToken).Lines;
            Console.Error.WriteLine($"{_lines:N0} events of {new FileInfo(Csv).Length / 1e6:N0} MB written in {watch.Elapsed.TotalSeconds:N1} s");
        }
    }

    /// <summary>Reading and understanding without a database.</summary>
    public async Task DryRunAsync(CancellationToken cancellationToken)
    {
        if (options.Measures("dryrun"))
        {
            var passes = options.Repeats.ToString(CultureInfo.InvariantCulture);
            var run = await ChildProcess.RunAsync<DryRunResult>(["dryrun", Csv, passes], cancellationToken);
            report.Add(new Figure("dry run: read, identify, mask, classify", Checked(run.Events) / run.Cpu, "attempts/CPU-s")
            {
                Cpu = run.Cpu,
                Wall = run.Wall,
                Goal = Goal.AtLeast(500_000, 900_000),
                Note = $"{run.Classified:N0} pairs of reply and provider classified; {run.PeakMemory:N0} MiB",
            });
        }
    }

    /// <summary>The limits of the storage, in the product's own PostgreSQL.</summary>
    public async Task CopyAsync(RunningApp app, CancellationToken cancellationToken)
    {
        if (!options.Only.Overlaps(["copy", "binary"]))
        {
            return;
        }

        var copy = await CopyPeer.MeasureAsync(app, Csv, _lines, options.Measures("copy") ? options.CopyRepeats : 1, cancellationToken);
        report.Add(copy);
        report.Add(new Figure("import against \\copy, by attempts/CPU-s", report.Find(ImportFigures.Import)!.Value / copy.Value, "×")
        {
            Goal = Goal.AtLeast(1, 1.3),
        });
        if (options.Measures("binary"))
        {
            var binary = await BinaryCopyPeer.MeasureAsync(app, folder.File("rows.bin"), _lines, options.CopyRepeats, cancellationToken);
            report.Add(binary);
            report.Add(new Figure("import against binary COPY", report.Find(ImportFigures.Import)!.Value / binary.Value, "×") { Goal = Goal.AtLeast(0.12, 0.16) });
        }

        await CopyPeer.DropAsync(app, cancellationToken);
    }

    /// <summary>What an analyst would take; null where it was not asked for.</summary>
    public async Task<DuckResult?> DuckAsync(GeneratedLog log, CancellationToken cancellationToken)
    {
        if (!options.Measures("duckdb"))
        {
            return null;
        }

        var task = new DuckTask(
            Csv, folder.File("peer.duckdb"), _lines, log.Start, log.Days, options.Clients, Math.Max(1, DuckAsksOfAll / options.Clients));
        var duck = await ChildProcess.RunAsync<DuckResult>(["duckdb", JsonSerializer.Serialize(task)], cancellationToken);
        File.Delete(task.Database);
        report.Add(new Figure("peer: DuckDB, load into a table of its own", _lines / duck.Load.Cpu, "rows/CPU-s")
        {
            Cpu = duck.Load.Cpu,
            Wall = duck.Load.Wall,
            Note = $"{_lines:N0} rows, {duck.FileBytes / (double)_lines:N0} B for each; {duck.PeakMemory:N0} MiB at most",
        });
        report.Add(duck.OfCsv.Select(q => new Figure($"peer: DuckDB on the CSV, {Questions.Name(q.Key)}", q.Value.Wall, "s")
        {
            Cpu = q.Value.Cpu,
            Wall = q.Value.Wall,
        }));
        return duck;
    }

    /// <summary>What a postmaster has today: up to a million events, for which it needs a gigabyte.</summary>
    public async Task PflogsummAsync(GeneratedLog log, CancellationToken cancellationToken)
    {
        if (options.Measures("pflogsumm"))
        {
            var path = folder.File("mail.log");
            var events = log.AtMost(BenchmarkOptions.LargestOften).WritePostfix(path, cancellationToken);
            report.Add(await PflogsummPeer.MeasureAsync(path, events, cancellationToken));
            File.Delete(path);
        }
    }

    private long Checked(long events) => events == _lines
        ? events
        : throw new InvalidOperationException($"{events} events were read, {_lines} lines are in the file: no speed figure counts without that.");
}
