namespace Dashboard.Faults;

/// <summary>Two processes on one database and one data folder: the first sleeps past its lease, the second takes over.</summary>
internal static class Fencing
{
    private static readonly TimeSpan LeavesWithin = TimeSpan.FromMinutes(1);

    /// <summary>One round for each point.</summary>
    public static async Task<FaultResult> RunAsync(FaultBench bench, IEnumerable<(Tripwire Point, Packing Packing)> rounds, CancellationToken cancellationToken)
    {
        var result = new FaultResult("frozen past its lease, then waked");
        foreach (var (point, packing) in rounds)
        {
            await RoundAsync(bench, result, point, packing, cancellationToken);
        }

        return result;
    }

    private static async Task RoundAsync(FaultBench bench, FaultResult result, Tripwire point, Packing packing, CancellationToken cancellationToken)
    {
        await using var story = await bench.BeginAsync(bench.Server, packing, cancellationToken);
        await using var first = story.Start(point);
        if (!await story.TrippedAsync(first, cancellationToken))
        {
            result.Differences.Add($"{result.Kind}: {point} was not reached\n{first.Printed}");
            return;
        }

        await using var second = story.Start();
        await story.ResumedAsync(second, cancellationToken);
        await story.CompletedAsync(second, cancellationToken);
        result.Faults++;
        await first.WakeAsync(cancellationToken);
        if (!await LeavesAsync(first, cancellationToken))
        {
            result.Differences.Add($"{result.Kind} ({point}): the waked process has not left the import\n{first.Printed}");
        }

        else if (first.Printed.Contains("Failed to process the job", StringComparison.Ordinal))
        {
            // The lease is to stop it, not the unique keys that lie behind.
            result.Differences.Add($"{result.Kind} ({point}): the waked process went on to write\n{first.Printed}");
        }

        await result.CompareAsync(bench, story, packing, false, point.ToString(), cancellationToken);
    }

    // It says so when another has taken over; or when its connection was ended, and then finds that the import is completed.
    private static async Task<bool> LeavesAsync(AppUnderFault first, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LeavesWithin);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await look.WaitForNextTickAsync(limit.Token))
            {
                if (first.Printed.Contains("taken over by another process", StringComparison.Ordinal)
                    || first.Printed.Contains("is completed:", StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Not within the time.
        }

        return false;
    }
}
