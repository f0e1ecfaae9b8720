using System.Diagnostics;

namespace Dashboard.Benchmarks;

/// <summary>How long one question took, asked by several clients at once; milliseconds.</summary>
internal sealed record Answered(double P50, double P95);

/// <summary>Several clients that ask the same question at once, again and again.</summary>
internal static class Clients
{
    /// <param name="clients">How many.</param>
    /// <param name="asks">How often each asks; one ask before is not counted.</param>
    /// <param name="askAsync">Asks, as which client, for which time in all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<Answered> AskAsync(
        int clients, int asks, Func<int, int, CancellationToken, Task> askAsync, CancellationToken cancellationToken)
    {
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => askAsync(client, client, cancellationToken), cancellationToken)));
        var times = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(
            async () =>
            {
                var own = new List<double>();
                for (var i = 0; i < asks; i++)
                {
                    var watch = Stopwatch.StartNew();
                    await askAsync(client, (i * clients) + client, cancellationToken);
                    own.Add(watch.Elapsed.TotalMilliseconds);
                }

                return own;
            },
            cancellationToken)));
        var all = times.SelectMany(t => t).Order().ToArray();
        return new Answered(Rank(all, 0.5), Rank(all, 0.95));
    }

    /// <summary>Nearest rank of sorted values.</summary>
    public static double Rank(IReadOnlyList<double> sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)];
}
