namespace Dashboard.Benchmarks;

/// <summary>One measured figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Goal">What it should reach or stay below; null where it only stands beside others.</param>
/// <param name="HigherIsBetter">Direction of the goal.</param>
internal sealed record Figure(string Name, double Value, string Unit, double? Goal = null, bool HigherIsBetter = false)
{
    public string Verdict => Goal is not { } goal ? "" : (HigherIsBetter ? Value >= goal : Value <= goal) ? "met" : "missed";
}

/// <summary>The table of one run.</summary>
internal sealed class Report(int events, int days)
{
    private readonly List<Figure> _figures = [];

    public void Add(IEnumerable<Figure> figures) => _figures.AddRange(figures);

    public void Print()
    {
        Console.WriteLine($"{events:N0} events over {days} days, {Environment.ProcessorCount} processors");
        Console.WriteLine("| what | value | goal | |\n| --- | ---: | ---: | --- |");
        foreach (var f in _figures)
        {
            Console.WriteLine($"| {f.Name} | {f.Value:N1} {f.Unit} | {(f.Goal is { } goal ? $"{(f.HigherIsBetter ? "≥" : "≤")} {goal:N0}" : "")} | {f.Verdict} |");
        }
    }
}
