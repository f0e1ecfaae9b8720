using System.Diagnostics;
using System.Globalization;
using Dashboard.Core.Delivery;
using Dashboard.Testing.Generation;

namespace Dashboard.Benchmarks;

/// <summary>A log from the post to the last number: parse, classify, deduplicate, store, index, settle, roll up.</summary>
internal sealed class ImportRun(RunningApp app, GeneratedLog log, string ledgerPath)
{
    /// <summary>Imports what the ledger has not yet.</summary>
    public async Task<ImportLedger> MeasureAsync(ImportLedger ledger, CancellationToken cancellationToken)
    {
        if (ledger.IsComplete)
        {
            return ledger;
        }

        ledger = await TakeUpAsync(ledger, cancellationToken);
        var (files, truth) = LogFiles.Start(log.Options, ledger.Chunk, ledger.Files.Count, cancellationToken);
        var finishedAt = TimeProvider.System.GetUtcNow().UtcDateTime;
        await foreach (var file in files.ReadAllAsync(cancellationToken))
        {
            var clock = new CpuClock(app);
            var id = await Uploads.UploadAsync(app, "benchmark", file, cancellationToken);
            var uploaded = clock.Read();
            var import = await Uploads.WaitAsync(app, id, cancellationToken);
            var all = clock.Read();
            var lines = Uploads.Imported(import);
            if (lines != await file.Lines)
            {
                throw new InvalidOperationException($"{lines} events were imported, {await file.Lines} are in file {file.Number}: no speed figure counts without that.");
            }

            finishedAt = import.GetProperty("finishedAt").GetDateTime();
            DeleteOriginals();
            var spent = new Spent(all.App - uploaded.App, all.Server - uploaded.Server, all.Wall - uploaded.Wall);
            ledger = Save(ledger with { Files = [.. ledger.Files, new ImportedFile(file.Number, lines, uploaded, spent)] });
            Console.Error.WriteLine($"file {file.Number}: {lines:N0} events; app {spent.App:N1} + PostgreSQL {spent.Server:N1} CPU-s, {spent.Wall:N1} s");
        }

        await ShowAsync(await truth, cancellationToken);
        return Save(ledger with { FirstPage = (TimeProvider.System.GetUtcNow().UtcDateTime - finishedAt).TotalSeconds });
    }

    private ImportLedger Save(ImportLedger ledger)
    {
        ledger = ledger with { PeakMemory = Math.Max(ledger.PeakMemory, ProcessFigures.PeakMemory(app.ProcessId)) };
        ledger.Save(ledgerPath);
        return ledger;
    }

    /// <summary>A file that an ended run had posted is imported by itself.</summary>
    private async Task<ImportLedger> TakeUpAsync(ImportLedger ledger, CancellationToken cancellationToken)
    {
        var next = ledger.Files.Count;
        var list = await app.GetAsync("imports?limit=10", cancellationToken);
        foreach (var posted in list.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("fileName").GetString() == Uploads.NameOf(next)))
        {
            var import = await Uploads.WaitAsync(app, posted.GetProperty("id").GetInt32(), cancellationToken);
            ledger = Save(ledger with { Files = [.. ledger.Files, new ImportedFile(next, Uploads.Imported(import), null, null)] });
        }

        return ledger;
    }

    /// <summary>Waits until the API shows exactly what was generated.</summary>
    private async Task ShowAsync(GroundTruth truth, CancellationToken cancellationToken)
    {
        var expected = truth.Total.Events(EventType.Accepted) + truth.Total.Events(EventType.Deferred) + truth.Total.Events(EventType.Rejected);
        var query = string.Create(CultureInfo.InvariantCulture, $"metrics?from={log.Start:yyyy-MM-dd}&to={log.Start.AddDays(log.Days):yyyy-MM-dd}");
        var watch = Stopwatch.StartNew();
        long shown;
        do
        {
            var rows = (await app.GetAsync(query, cancellationToken)).GetProperty("rows");
            shown = rows.GetArrayLength() == 0 ? 0 : rows[0].GetProperty("attempts").GetProperty("total").GetInt64();
        }
        while (shown != expected && watch.Elapsed < TimeSpan.FromMinutes(1));
        if (shown != expected)
        {
            throw new InvalidOperationException($"{shown} attempts are shown, {expected} were generated: no speed figure counts without that.");
        }
    }

    // A hundred million attempts are more than the disk may hold twice.
    private void DeleteOriginals()
    {
        foreach (var original in Directory.EnumerateFiles(Path.Combine(app.DataFolder, "uploads"), "*", SearchOption.AllDirectories))
        {
            File.Delete(original);
        }
    }
}
