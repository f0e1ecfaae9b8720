using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage;
using Dashboard.Storage.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Benchmarks;

/// <summary>The six questions through the product, by several clients at once.</summary>
internal static class QuestionRun
{
    private const int AsksOfAll = 100;

    private static readonly Count[] Failures = [Count.AttemptsDeferred, Count.AttemptsRejected];

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(
        RunningApp app, GeneratedLog log, int clients, DuckResult? duck, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddDashboardStorage(app.ConnectionString).BuildServiceProvider();
        var metrics = services.GetRequiredService<MetricsQuery>();
        var asks = Math.Max(1, AsksOfAll / clients);
        var figures = new List<Figure>();
        foreach (var question in Questions.All)
        {
            Func<int, int, CancellationToken, Task> askAsync = Questions.Call(question, log, 0) is null
                ? (_, _, token) => metrics.ReadAsync(TopDomains(log), token)
                : (_, i, token) => app.ReadAsync(Questions.Call(question, log, i)!, token);
            var clock = new CpuClock(app);
            var answered = await Clients.AskAsync(clients, asks, askAsync, cancellationToken);
            var other = duck?.OfTable[question];
            figures.Add(Row(question, answered, clock.Read().Cpu / (clients * (asks + 1)), other));
            if (other?.Answered is { } theirs)
            {
                figures.Add(new Figure("— faster than DuckDB's own table", theirs.P95 / answered.P95, "×") { Goal = Goal.AtLeast(1, 3) });
            }
        }

        return figures;
    }

    private static Figure Row(Question question, Answered answered, double cpu, DuckStep? duck) =>
        new($"{Questions.Name(question)}, p95", answered.P95, "ms")
        {
            Cpu = cpu,
            Goal = Goal.AtMost(500, 200),
            Note = $"p50 {Goal.Show(answered.P50)} ms"
                + (question == Question.TopDomains ? ", asked as the page asks, without the API" : "")
                + (duck?.Answered is { } other
                    ? $"; DuckDB's table: p50 {Goal.Show(other.P50)}, p95 {Goal.Show(other.P95)} ms, {Goal.Show(duck.Cpu)} CPU-s"
                    : ""),
        };

    private static MetricsRequest TopDomains(GeneratedLog log) => new()
    {
        Filter = new ReportFilter(At(log.Start), At(log.Start.AddDays(log.Days)), []),
        GroupBy = [Dimension.Domain],
        Order = new MetricsOrder(Failures, null, true),
        Limit = 50,
        IsOfMailOnly = true,
    };

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
