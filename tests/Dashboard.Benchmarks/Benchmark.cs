namespace Dashboard.Benchmarks;

/// <summary>One run: the parts that were asked for, one after the other, on the same log.</summary>
internal sealed class Benchmark(BenchmarkOptions options, RunFolder folder, Report report)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var runs = new List<ImportLedger>();
        RunningApp? app = null;
        try
        {
            for (var repeat = 0; repeat < options.Repeats; repeat++)
            {
                await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
                app = await RunningApp.StartAsync(folder.App(repeat), cancellationToken);
                var path = folder.File($"ledger{repeat}.json");
                var ledger = ImportLedger.Open(path, options, today.AddDays(-options.Days - 1));
                runs.Add(await new ImportRun(app, GeneratedLog.Of(options, ledger.Start), path).MeasureAsync(ledger, cancellationToken));
            }

            report.Add(ImportFigures.Of(runs));
            report.Add(await StoreSize.WriteOutAsync(app!, cancellationToken));
            report.Add(await StoreSize.MeasureAsync(app!, cancellationToken));
            await PeersAsync(app!, GeneratedLog.Of(options, runs[^1].Start), cancellationToken);
            if (options.Measures("pages"))
            {
                report.Add(await PageQueries.MeasureAsync(app!, GeneratedLog.Of(options, runs[^1].Start), cancellationToken));
            }
        }
        finally
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        report.Print(today);
    }

    private async Task PeersAsync(RunningApp app, GeneratedLog log, CancellationToken cancellationToken)
    {
        if (!options.Measures("copy"))
        {
            return;
        }

        var csv = folder.File("acct.csv");
        var lines = log.WriteCsv(csv, cancellationToken).Lines;
        var copy = await CopyPeer.MeasureAsync(app, csv, lines, options.Repeats, cancellationToken);
        report.Add(copy);
        report.Add(new Figure("import against \\copy, by attempts/CPU-s", report.Find(ImportFigures.Import)!.Value / copy.Value, "×")
        {
            Goal = Goal.AtLeast(1, 1.3),
        });
    }
}
