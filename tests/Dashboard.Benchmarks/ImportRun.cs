using System.Diagnostics;
using System.Text.Json;

namespace Dashboard.Benchmarks;

/// <summary>A file from the post to the last number: parse, classify, deduplicate, store, index, settle, roll up.</summary>
internal static class ImportRun
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(RunningApp app, GeneratedLog log, CancellationToken cancellationToken)
    {
        var appCpu = ProcessFigures.CpuSeconds(app.ProcessId);
        var serverCpu = ProcessFigures.ServerCpuSeconds(app.Postmaster);
        var watch = Stopwatch.StartNew();
        await using var file = File.OpenRead(log.Path);
        using var body = new StreamContent(file);
        body.Headers.Add("X-File-Name", "acct.csv");
        using var posted = await app.Http.PostAsync(new Uri("/api/v1/imports?source=benchmark&format=powermta", UriKind.Relative), body, cancellationToken);
        posted.EnsureSuccessStatusCode();
        var id = (await ReadAsync(posted, cancellationToken)).GetProperty("id").GetInt32();
        var import = await WaitAsync(app, id, cancellationToken);
        var seconds = watch.Elapsed.TotalSeconds;
        var imported = import.GetProperty("counts").GetProperty("imported").GetInt64();
        if (imported != log.Truth.Lines)
        {
            throw new InvalidOperationException($"{imported} events were imported, {log.Truth.Lines} are in the file: no speed figure counts without that.");
        }

        return
        [
            new("import, upload included: events a second", imported / seconds, "/s wall", 20_000, true),
            new("import: CPU of the app", ProcessFigures.CpuSeconds(app.ProcessId) - appCpu, "CPU-s"),
            new("import: CPU of PostgreSQL", ProcessFigures.ServerCpuSeconds(app.Postmaster) - serverCpu, "CPU-s"),
            new("peak memory of the app", ProcessFigures.PeakMemory(app.ProcessId), "MiB", 300, false),
        ];
    }

    private static async Task<JsonElement> WaitAsync(RunningApp app, int id, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var answer = await app.Http.GetAsync(new Uri($"/api/v1/imports/{id}", UriKind.Relative), cancellationToken);
            var import = await ReadAsync(answer, cancellationToken);
            switch (import.GetProperty("status").GetString())
            {
                case "completed":
                    return import;
                case "failed":
                    throw new InvalidOperationException(import.GetProperty("error").GetString());
                default:
                    await Task.Delay(250, cancellationToken);
                    break;
            }
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return document.RootElement.Clone();
    }
}
