using System.Globalization;

namespace Dashboard.Benchmarks;

/// <summary>What the kernel says about processes (Linux).</summary>
internal static class ProcessFigures
{
    // USER_HZ is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>CPU-seconds of a process, those of its ended children included.</summary>
    public static double CpuSeconds(int processId)
    {
        var times = Times(processId);
        return times.Own + times.Ended;
    }

    /// <summary>CPU-seconds of this process's children that have ended.</summary>
    public static double EndedChildren() => Times(Environment.ProcessId).Ended;

    /// <summary>CPU-seconds of a postmaster and all its processes (backends, parallel and background workers, writers), living and ended.</summary>
    public static double ServerCpuSeconds(int postmaster)
    {
        // The living first: one that ends in between is then counted by its parent, and not lost.
        var living = new Dictionary<int, double>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var processId) && Times(processId) is { Parent: var parent, Own: var own } && parent == postmaster)
            {
                living.Add(processId, own);
            }
        }

        var sum = CpuSeconds(postmaster);
        return sum + living.Where(p => Times(p.Key).Parent == postmaster).Sum(p => p.Value);
    }

    /// <summary>Most memory the process has held, MiB; 0 for one that has ended.</summary>
    public static double PeakMemory(int processId)
    {
        try
        {
            var line = File.ReadLines($"/proc/{processId}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static (int Parent, double Own, double Ended) Times(int processId)
    {
        try
        {
            // The name in parentheses may hold spaces.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            double Seconds(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), Seconds(11) + Seconds(12), Seconds(13) + Seconds(14));
        }
        catch (IOException)
        {
            return default;
        }
    }
}
