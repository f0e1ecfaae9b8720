using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>How a page was answered.</summary>
/// <param name="Name">The page.</param>
/// <param name="Milliseconds">On the clock.</param>
/// <param name="Cpu">CPU-seconds of app and PostgreSQL.</param>
/// <param name="Bytes">How long the answer is.</param>
internal sealed record PageAnswer(string Name, double Milliseconds, double Cpu, int Bytes);

/// <summary>What the pages ask, through the API: the median of nine, the first left out.</summary>
internal static class PageQueries
{
    private const int Runs = 9;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(RunningApp app, GeneratedLog log, CancellationToken cancellationToken) =>
        [.. (await AskAsync(app, log, cancellationToken)).Select(page => new Figure($"page {page.Name}", page.Milliseconds, "ms") { Cpu = page.Cpu })];

    /// <summary>Asks for every page.</summary>
    public static async Task<IReadOnlyList<PageAnswer>> AskAsync(RunningApp app, GeneratedLog log, CancellationToken cancellationToken)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"from={log.Start:yyyy-MM-dd}&to={log.Start.AddDays(log.Days):yyyy-MM-dd}");
        (string Name, string Query)[] questions =
        [
            ("overview: hours", $"metrics?{range}&interval=hour"),
            ("overview: the largest providers by hour", $"metrics?{range}&interval=hour&groupBy=provider&provider=gmail&provider=yahoo&provider=microsoft&provider=google_workspace&provider=m365&provider=apple&limit=10000"),
            ("providers", $"metrics?{range}&groupBy=provider"),
            ("one provider: domains", $"metrics?{range}&groupBy=domain&provider=yahoo"),
            ("domains", $"metrics?{range}&groupBy=domain"),
            ("one domain by hour", $"metrics?{range}&groupBy=domain&domain=gmail.com&interval=hour&limit=10000"),
            ("campaigns", $"metrics?{range}&groupBy=campaign&clock=cohort"),
            ("streams", $"metrics?{range}&groupBy=stream&clock=cohort"),
            ("replies", $"replies?{range}"),
            ("replies of a provider", $"replies?{range}&provider=yahoo"),
            ("raw events, newest", $"attempts?{range}"),
            ("raw events of a provider's deferrals", $"attempts?{range}&provider=yahoo&type=deferred"),
            ("imports", "imports"),
        ];
        var answers = new List<PageAnswer>();
        foreach (var (name, query) in questions)
        {
            var times = new List<double>();
            var size = 0;
            var clock = new CpuClock(app);
            for (var run = 0; run <= Runs; run++)
            {
                var watch = Stopwatch.StartNew();
                using var answer = await app.Http.GetAsync(new Uri($"/api/v1/{query}", UriKind.Relative), cancellationToken);
                answer.EnsureSuccessStatusCode();
                size = (await answer.Content.ReadAsByteArrayAsync(cancellationToken)).Length;
                if (run > 0)
                {
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
            }

            times.Sort();
            answers.Add(new PageAnswer(name, times[Runs / 2], clock.Read().Cpu / (Runs + 1), size));
        }

        return answers;
    }
}
