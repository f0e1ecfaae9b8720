namespace Dashboard.Benchmarks;

/// <summary>The six questions through the product, by several clients at once.</summary>
internal static class QuestionRun
{
    private const int AsksOfAll = 100;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        RunningApp app, GeneratedLog log, int clients, DuckResult? duck, CancellationToken cancellationToken)
    {
        var asks = Math.Max(1, AsksOfAll / clients);
        var figures = new List<Figure>();
        foreach (var question in Questions.All)
        {
            var clock = new CpuClock(app);
            var answered = await Clients.AskAsync(
                clients, asks, (_, i, token) => app.ReadAsync(Questions.Call(question, log, i), token), cancellationToken);
            var cpu = clock.Read().Cpu / (clients * (asks + 1));
            figures.Add(Row(question, answered, cpu));
            if (duck?.OfTable[question] is { Answered: { } other } theirs)
            {
                figures.Add(Row(answered, cpu, other, theirs.Cpu));
            }
        }

        return figures;
    }

    private static Figure Row(Question question, Answered answered, double cpu) => new($"{Questions.Name(question)}, p95", answered.P95, "ms")
    {
        Cpu = cpu,
        Goal = Goal.AtMost(500, 200),
        Note = $"p50 {Goal.Show(answered.P50)} ms",
    };

    private static Figure Row(Answered answered, double cpu, Answered duck, double duckCpu) =>
        new("— faster than DuckDB's own table, by p95", duck.P95 / answered.P95, "×")
        {
            Cpu = duckCpu,
            Goal = Goal.AtLeast(1, 3),
            Note = $"by CPU-s {Goal.Show(duckCpu / cpu)} ×; DuckDB: p50 {Goal.Show(duck.P50)}, p95 {Goal.Show(duck.P95)} ms",
        };
}
