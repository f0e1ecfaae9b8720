using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Dashboard.Testing.Generation;

namespace Dashboard.Benchmarks;

/// <summary>
/// Attempts posted one by one, at a steady pace, while a file is imported. The pace does not wait for answers, and a post that is sent
/// late is late: the time counts from when it was due.
/// </summary>
internal static class PostRun
{
    private const int PostsPerSecond = 200;
    private const int MostEvents = 500_000;
    private static readonly TimeSpan CountedWithin = TimeSpan.FromMinutes(2);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(RunningApp app, GeneratedLog log, CancellationToken cancellationToken)
    {
        var beside = log.Options with { Events = Math.Min(MostEvents, log.Options.Events), Days = 3, Seed = log.Options.Seed + 1 };
        var (files, _) = LogFiles.Start(beside, int.MaxValue, 0, cancellationToken);
        var file = await files.ReadAsync(cancellationToken);
        // A source of an earlier run in the same folder holds these events already.
        var run = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var id = await Uploads.UploadAsync(app, $"beside-{run}", file, cancellationToken);
        var imported = Uploads.WaitAsync(app, id, cancellationToken);
        var times = await PostAsync(app, $"posts-{run}", imported, cancellationToken);
        var lines = Uploads.Imported(await imported);
        if (lines != await file.Lines)
        {
            throw new InvalidOperationException($"{lines} events were imported beside the posts, {await file.Lines} are in the file.");
        }

        var watch = Stopwatch.StartNew();
        await CountedAsync(app, $"posts-{run}", times.Count, cancellationToken);
        return
        [
            new Figure($"{PostsPerSecond} API posts/s while a file is imported, p99", Clients.Rank(times, 0.99), "ms")
            {
                Goal = Goal.AtMost(250, 150),
                Note = $"p50 {Goal.Show(Clients.Rank(times, 0.5))}, p95 {Goal.Show(Clients.Rank(times, 0.95))} ms; {times.Count:N0} posts; all of them counted {Goal.Show(watch.Elapsed.TotalSeconds)} s after the last",
            },
        ];
    }

    private static async Task<List<double>> PostAsync(RunningApp app, string source, Task until, CancellationToken cancellationToken)
    {
        var posts = new List<Task<double>>();
        var began = Stopwatch.GetTimestamp();
        while (!until.IsCompleted)
        {
            // Those that are due, then a nap of a few milliseconds.
            for (var due = (int)(Stopwatch.GetElapsedTime(began).TotalSeconds * PostsPerSecond); posts.Count < due;)
            {
                posts.Add(PostAsync(app, source, posts.Count, began, cancellationToken));
            }

            await Task.WhenAny(until, Task.Delay(2, cancellationToken));
        }

        List<double> times = [.. await Task.WhenAll(posts)];
        times.Sort();
        return times;
    }

    private static async Task<double> PostAsync(RunningApp app, string source, int number, long began, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var what = number % 10 == 0 ? "deferred\",\"reply\":\"450 4.2.1 try again later" : "accepted\",\"reply\":\"250 2.0.0 queued";
        using var body = new StringContent(
            $$"""{"attempts":[{"id":"p{{number}}","occurredAt":"{{now}}","outcome":"{{what}}","recipient":"p{{number}}@gmail.com","messageId":"m{{number}}","relay":"mx.gmail.com","stream":"transactional"}]}""",
            Encoding.UTF8,
            "application/json");
        using var answer = await app.Http.PostAsync(new Uri($"/api/v1/attempts?source={source}", UriKind.Relative), body, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Accepted)
        {
            throw new InvalidOperationException($"Post {number} was answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds - (number * 1000.0 / PostsPerSecond);
    }

    /// <summary>What was taken must be counted, each once: no figure counts without that.</summary>
    private static async Task CountedAsync(RunningApp app, string source, int posted, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var query = string.Create(CultureInfo.InvariantCulture, $"metrics?from={today.AddDays(-1):yyyy-MM-dd}&to={today.AddDays(1):yyyy-MM-dd}&source={source}");
        var watch = Stopwatch.StartNew();
        long counted;
        do
        {
            await Task.Delay(100, cancellationToken);
            counted = await AttemptsAsync(app, query, cancellationToken);
        }
        while (counted < posted && watch.Elapsed < CountedWithin);
        if (counted != posted)
        {
            throw new InvalidOperationException($"{counted} attempts are counted, {posted} were posted: no figure counts without that.");
        }
    }

    private static async Task<long> AttemptsAsync(RunningApp app, string query, CancellationToken cancellationToken)
    {
        var rows = (await app.GetAsync(query, cancellationToken)).GetProperty("rows");
        return rows.GetArrayLength() == 0 ? 0 : rows[0].GetProperty("attempts").GetProperty("total").GetInt64();
    }
}
