using System.ComponentModel;
using System.Diagnostics;

namespace Dashboard.Benchmarks;

/// <summary>What a postmaster has today: pflogsumm's full report on the same mail as Postfix would have logged it. It is not fetched.</summary>
internal static class PflogsummPeer
{
    private const string Name = "peer: pflogsumm, full report of the Postfix log";

    public static async Task<Figure> MeasureAsync(string mailLog, long events, CancellationToken cancellationToken)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("pflogsumm", [mailLog]) { RedirectStandardOutput = true })!;
        }
        catch (Win32Exception)
        {
            return new Figure(Name, null, "") { Note = "not installed: Debian's package pflogsumm" };
        }

        using (process)
        {
            var watch = Stopwatch.StartNew();
            var ended = ProcessFigures.EndedChildren();
            // Its own figures are gone when it has ended; how much memory it held has to be asked meanwhile.
            var report = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var peak = 0.0;
            while (!report.IsCompleted)
            {
                peak = Math.Max(peak, ProcessFigures.PeakMemory(process.Id));
                await Task.WhenAny(report, Task.Delay(500, cancellationToken));
            }

            await process.WaitForExitAsync(cancellationToken);
            var cpu = ProcessFigures.EndedChildren() - ended;
            return (await report).Contains("delivered", StringComparison.Ordinal)
                ? new Figure(Name, events / cpu, "events/CPU-s") { Cpu = cpu, Wall = watch.Elapsed.TotalSeconds, Note = $"{events:N0} events, {peak:N0} MiB" }
                : throw new InvalidOperationException($"pflogsumm ended with {process.ExitCode} and without a report.");
        }
    }
}
