using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Faults;

/// <summary>
/// <c>dotnet run -c Release --project tests/Dashboard.Faults -- full</c>: every fault in large numbers. One part of it: its word and how
/// many, such as <c>kills 50</c>. Ends with 1 when anything differs from an undisturbed import.
/// </summary>
internal static class FaultProgram
{
    public const string Full = "full";
    public const string Kills = "kills";
    public const string Loop = "loop";
    public const string Points = "points";
    public const string Postgres = "postgres";
    public const string Fencing = "fencing";
    public const string Disk = "disk";

    private const int Events = 100_000;

    private static readonly Packing[] Packings = Enum.GetValues<Packing>();

    public static async Task<int> RunAsync(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        var part = args[0];
        int? count = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : null;
        var seed = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 1;
        await using var bench = new FaultBench(Events);
        var failed = false;
        Console.WriteLine($"{"fault",-44} {"faults",7} {"compared",9} {"different",10} {"resumed after s: median, longest",34} {"took s",7}");
        await foreach (var (result, took) in ResultsAsync(bench, part, count, seed, stop.Token))
        {
            Print(result, took);
            failed |= result.Differences.Count > 0;
        }

        return failed ? 1 : 0;
    }

    private static async IAsyncEnumerable<(FaultResult Result, TimeSpan Took)> ResultsAsync(
        FaultBench bench, string part, int? count, int seed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<Func<Task<FaultResult>>> runs = [];
        if (part is Full or Kills)
        {
            runs.Add(() => Faults.Kills.AtRandomAsync(bench, count ?? 200, seed, cancellationToken));
        }

        if (part is Full or Loop)
        {
            runs.Add(() => Faults.Kills.InCrashLoopAsync(bench, TimeSpan.FromSeconds(3), cancellationToken));
        }

        if (part is Full or Points)
        {
            for (var i = 0; i < (count ?? 5); i++)
            {
                var packing = Packings[i % Packings.Length];
                runs.Add(() => Faults.Kills.AtPointsAsync(
                    bench, packing, [.. Faults.Points.OfBatch, .. Faults.Points.OfEnd], Faults.Points.OfRetry, cancellationToken));
            }
        }

        if (part is Full or Postgres)
        {
            runs.Add(() => PostgresFaults.RunAsync(bench, count ?? 40, seed, cancellationToken));
        }

        if (part is Full or Fencing)
        {
            var points = Faults.Points.OfFreezing;
            runs.Add(() => Faults.Fencing.RunAsync(
                bench, Enumerable.Range(0, count ?? 20).Select(i => (points[i % points.Count], Packings[i % Packings.Length])), cancellationToken));
        }

        if (part is Full or Disk)
        {
            runs.Add(() => FullDisk.RunAsync(bench, count ?? 3, cancellationToken));
            runs.Add(() => ShortOfRoom.RunAsync(bench, cancellationToken));
        }

        foreach (var run in runs)
        {
            var began = Stopwatch.GetTimestamp();
            var result = await run();
            yield return (result, Stopwatch.GetElapsedTime(began));
        }
    }

    private static void Print(FaultResult result, TimeSpan took)
    {
        var resumed = result.Resumed.Order().ToArray();
        var times = resumed.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{resumed[resumed.Length / 2].TotalSeconds:0.0}, {resumed[^1].TotalSeconds:0.0}");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Kind,-44} {result.Faults,7} {result.Compared,9} {result.Differences.Count,10} {times,34} {took.TotalSeconds,7:0}"));
        if (result.Skipped is { } reason)
        {
            Console.WriteLine($"  skipped: {reason}");
        }

        foreach (var difference in result.Differences)
        {
            Console.WriteLine($"  {difference}");
        }
    }
}
