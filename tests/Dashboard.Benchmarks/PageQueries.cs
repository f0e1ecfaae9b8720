using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>What the pages ask, through the API: the median of nine, the first left out.</summary>
internal static class PageQueries
{
    private const int Runs = 9;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(RunningApp app, GeneratedLog log, CancellationToken cancellationToken)
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
        var figures = new List<Figure>();
        foreach (var (name, query) in questions)
        {
            var times = new List<double>();
            for (var run = 0; run <= Runs; run++)
            {
                var watch = Stopwatch.StartNew();
                using var answer = await app.Http.GetAsync(new Uri($"/api/v1/{query}", UriKind.Relative), cancellationToken);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync(cancellationToken);
                if (run > 0)
                {
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
            }

            times.Sort();
            figures.Add(new Figure($"page {name}", times[Runs / 2], "ms"));
        }

        return figures;
    }
}
