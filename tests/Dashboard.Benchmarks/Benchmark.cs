namespace Dashboard.Benchmarks;

/// <summary>One run: the parts that were asked for, one after the other, on the same log.</summary>
internal sealed class Benchmark(BenchmarkOptions options, RunFolder folder, Report report)
{
    private readonly DateOnly _today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
    private readonly Peers _peers = new(options, folder, report);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var log = GeneratedLog.Of(options, Ledger(0).Start);
        if (options.Measures("classify"))
        {
            report.Add(ClassifyRun.Measure(log, cancellationToken));
        }

        _peers.Write(log, cancellationToken);
        await _peers.DryRunAsync(cancellationToken);
        if (options.Only.Overlaps(["import", "copy", "binary", "questions", "pages", "bomb", "posts"]))
        {
            await using var app = await ImportAsync(log, cancellationToken);
            await _peers.CopyAsync(app, cancellationToken);
            var duck = await _peers.DuckAsync(log, cancellationToken);
            if (options.Measures("questions"))
            {
                report.Add(await QuestionRun.MeasureAsync(app, log, options.Clients, duck, cancellationToken));
            }

            if (options.Measures("pages"))
            {
                report.Add(await PageQueries.MeasureAsync(app, log, cancellationToken));
            }

            // The last ones: they add to the store.
            if (options.Measures("bomb"))
            {
                report.Add(await BombRun.MeasureAsync(app, log, cancellationToken));
            }

            if (options.Measures("posts"))
            {
                report.Add(await PostRun.MeasureAsync(app, log, cancellationToken));
            }
        }
        else
        {
            await _peers.DuckAsync(log, cancellationToken);
        }

        await _peers.PflogsummAsync(log, cancellationToken);
        report.Print(_today);
    }

    /// <summary>Imports as often as it is to be measured.</summary>
    /// <returns>The last app, with the store it has.</returns>
    private async Task<RunningApp> ImportAsync(GeneratedLog log, CancellationToken cancellationToken)
    {
        var runs = new List<ImportLedger>();
        for (var repeat = 0; ; repeat++)
        {
            var app = await RunningApp.StartAsync(folder.App(repeat), cancellationToken);
            try
            {
                var ledger = Ledger(repeat);
                runs.Add(await new ImportRun(app, log, LedgerPath(repeat)).MeasureAsync(ledger, cancellationToken));
                if (runs.Count < options.Repeats)
                {
                    await app.DisposeAsync();
                    continue;
                }

                report.Add(ImportFigures.Of(runs));
                report.Add(await StoreSize.WriteOutAsync(app, cancellationToken));
                report.Add(await StoreSize.MeasureAsync(app, runs[^1].Files.Sum(f => f.Lines), cancellationToken));
                return app;
            }
            catch
            {
                await app.DisposeAsync();
                throw;
            }
        }
    }

    private ImportLedger Ledger(int repeat) => ImportLedger.Open(LedgerPath(repeat), options, _today.AddDays(-options.Days - 1));

    private string LedgerPath(int repeat) => folder.File($"ledger{repeat}.json");
}
