using System.Runtime.InteropServices;

namespace Dashboard.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure; null where there is only a note.</param>
/// <param name="Unit">Its unit.</param>
internal sealed record Figure(string Name, double? Value, string Unit)
{
    /// <summary>CPU-seconds, user and system, of all processes that took part; null where not of interest.</summary>
    public double? Cpu { get; init; }

    /// <summary>Seconds on the clock; null where not of interest.</summary>
    public double? Wall { get; init; }

    /// <summary>What it should be; null where it only stands beside others.</summary>
    public Goal? Goal { get; init; }

    /// <summary>What has to be known about it.</summary>
    public string Note { get; init; } = "";
}

/// <summary>The table of one run, in Markdown.</summary>
internal sealed class Report(BenchmarkOptions options)
{
    private readonly List<Figure> _figures = [];

    /// <summary>Takes rows; they are shown at once, because a run may be long.</summary>
    public void Add(params IEnumerable<Figure> figures)
    {
        foreach (var figure in figures)
        {
            _figures.Add(figure);
            Console.Error.WriteLine(Row(figure));
        }
    }

    /// <summary>The figure of a row that is there already; null otherwise.</summary>
    public Figure? Find(string name) => _figures.Find(f => f.Name == name);

    public void Print(DateOnly day)
    {
        Console.WriteLine();
        Console.WriteLine($"{options.Events:N0} attempts over {options.Days} days; {Machine()}; {day:yyyy-MM-dd}; medians of {options.Repeats} imports and {options.CopyRepeats} copies");
        Console.WriteLine();
        Console.WriteLine("| what | value | CPU-s | wall s | goal: floor / good | |\n| --- | ---: | ---: | ---: | --- | --- |");
        foreach (var figure in _figures)
        {
            Console.WriteLine(Row(figure));
        }
    }

    private static string Row(Figure f)
    {
        var value = f.Value is { } number ? $"{Goal.Show(number)} {f.Unit}" : f.Unit;
        var verdict = string.Join("; ", new[] { f is { Goal: { } goal, Value: { } shown } ? goal.Verdict(shown) : "", f.Note }.Where(t => t.Length > 0));
        return $"| {f.Name} | {value} | {Seconds(f.Cpu)} | {Seconds(f.Wall)} | {f.Goal?.Text} | {verdict} |";
    }

    private static string Seconds(double? seconds) => seconds is { } known ? Goal.Show(known) : "";

    private static string Machine()
    {
        var cpu = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30);
        return $"{Environment.ProcessorCount} processors ({cpu}), {memory:N0} GiB, {RuntimeInformation.OSDescription}";
    }
}
