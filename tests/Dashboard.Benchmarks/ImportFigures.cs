namespace Dashboard.Benchmarks;

/// <summary>The rows about imports.</summary>
internal static class ImportFigures
{
    public const string Import = "import";

    public static IEnumerable<Figure> Of(IReadOnlyList<ImportLedger> runs)
    {
        // The one in the middle by its CPU-seconds, upload included.
        var run = runs.OrderBy(r => Sum(r, f => f.Upload).Cpu + Sum(r, f => f.Import).Cpu).ElementAt(runs.Count / 2);
        var (upload, import) = (Sum(run, f => f.Upload), Sum(run, f => f.Import));
        var measured = run.Files.Where(f => f.Import is not null).Sum(f => f.Lines);
        var lost = run.Files.Sum(f => f.Lines) - measured;
        yield return new Figure("upload (receive, keep)", measured / upload.Cpu, "attempts/CPU-s") { Cpu = upload.Cpu, Wall = upload.Wall };
        yield return new Figure(Import, measured / import.Cpu, "attempts/CPU-s")
        {
            Cpu = import.Cpu,
            Wall = import.Wall,
            Note = $"app {import.App:N1}, PostgreSQL {import.Server:N1}{(lost > 0 ? $"; {lost:N0} attempts not measured" : "")}",
        };
        yield return new Figure("import, on the clock", measured / import.Wall, "attempts/s");
        yield return new Figure("peak memory of the app", runs.Max(r => r.PeakMemory), "MiB") { Goal = Goal.AtMost(250, 150) };
        yield return new Figure("numbers shown after the last commit", run.FirstPage, "s") { Goal = Goal.AtMost(5, 2) };
    }

    private static Spent Sum(ImportLedger run, Func<ImportedFile, Spent?> of) =>
        run.Files.Select(of).OfType<Spent>().Aggregate(default(Spent), (sum, spent) => sum + spent);
}
