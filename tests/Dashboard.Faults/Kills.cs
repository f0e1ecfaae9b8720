namespace Dashboard.Faults;

/// <summary>The program is killed while it imports, again and again, until the import is complete.</summary>
internal static class Kills
{
    private static readonly Packing[] Packings = Enum.GetValues<Packing>();

    /// <summary>Kills at moments that nobody has chosen: while it starts, while it resumes, between and inside its commits.</summary>
    /// <param name="bench">The bench.</param>
    /// <param name="kills">How many.</param>
    /// <param name="seed">Another choice for each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<FaultResult> AtRandomAsync(FaultBench bench, int kills, int seed, CancellationToken cancellationToken)
    {
        var result = new FaultResult($"kill -9 at random, seed {seed}");
        var random = new Random(seed);
        for (var file = seed; result.Faults < kills; file++)
        {
            var packing = Packings[file % Packings.Length];
            await using var story = await bench.BeginAsync(bench.Server, packing, cancellationToken);
            while (result.Faults < kills)
            {
                await using var app = story.Start();
                if (random.Next(4) == 0)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 3000)), cancellationToken);
                }
                else
                {
                    var resumed = await story.ResumedAsync(app, cancellationToken);
                    if (!ImportStory.IsEnd(resumed))
                    {
                        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 400)), cancellationToken);
                    }
                }

                await app.KillAsync(cancellationToken);
                result.Faults++;
                if (ImportStory.IsEnd(await story.StateAsync(cancellationToken)))
                {
                    break;
                }
            }

            await EndAsync(bench, result, story, packing, false, $"file {file}", cancellationToken);
        }

        return result;
    }

    /// <summary>Kills it so long after each start: the import ends all the same.</summary>
    /// <param name="bench">The bench.</param>
    /// <param name="life">From the moment the program is ready.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<FaultResult> InCrashLoopAsync(FaultBench bench, TimeSpan life, CancellationToken cancellationToken)
    {
        var result = new FaultResult($"crash loop, {life.TotalSeconds:0.#} s of life");
        await using var story = await bench.BeginAsync(bench.Server, Packing.Gzip, cancellationToken);
        while (!ImportStory.IsEnd(await story.StateAsync(cancellationToken)))
        {
            await using var app = story.Start();
            await story.UntilAsync(app, _ => app.IsReady || app.HasExited, cancellationToken);
            await Task.Delay(life, cancellationToken);
            await app.KillAsync(cancellationToken);
            if (++result.Faults > 200)
            {
                result.Differences.Add($"{result.Kind}: after {result.Faults} lives it stands at {await story.StateAsync(cancellationToken)}");
                return result;
            }
        }

        await EndAsync(bench, result, story, Packing.Gzip, false, "", cancellationToken);
        return result;
    }

    /// <summary>Kills it at each of the points, life after life, then reads the quarantine again and kills it there too.</summary>
    public static async Task<FaultResult> AtPointsAsync(
        FaultBench bench, Packing packing, IReadOnlyList<Tripwire> points, IReadOnlyList<Tripwire> ofRetry, CancellationToken cancellationToken)
    {
        var result = new FaultResult($"kill -9 at named points, {packing}");
        await using var story = await bench.BeginAsync(bench.Server, packing, cancellationToken);
        await TripAsync(result, story, points, cancellationToken);
        await EndAsync(bench, result, story, packing, false, "points", cancellationToken);
        if (ofRetry.Count > 0)
        {
            await story.TakeUpAgainAsync(cancellationToken);
            await TripAsync(result, story, ofRetry, cancellationToken);
            await EndAsync(bench, result, story, packing, true, "points of a retry", cancellationToken);
        }

        return result;
    }

    private static async Task TripAsync(FaultResult result, ImportStory story, IReadOnlyList<Tripwire> points, CancellationToken cancellationToken)
    {
        foreach (var point in points)
        {
            await using var app = story.Start(point);
            if (await story.TrippedAsync(app, cancellationToken))
            {
                result.Faults++;
            }
            else
            {
                // A point that is never reached proves nothing.
                result.Differences.Add($"{result.Kind}: {point} was not reached\n{app.Printed}");
            }
        }
    }

    // One more life, undisturbed: it completes what is left, or finds that nothing is.
    private static async Task EndAsync(
        FaultBench bench, FaultResult result, ImportStory story, Packing packing, bool isRetried, string place, CancellationToken cancellationToken)
    {
        if (!ImportStory.IsEnd(await story.StateAsync(cancellationToken)))
        {
            await using var app = story.Start();
            await story.ResumedAsync(app, cancellationToken);
            await story.CompletedAsync(app, cancellationToken);
        }

        await result.CompareAsync(bench, story, packing, isRetried, place, cancellationToken);
    }
}
