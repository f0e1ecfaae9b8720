using System.Text.Json;

namespace Dashboard.Benchmarks;

/// <summary>A file that was imported, and what that took. Null where it was not seen from beginning to end: the run was ended meanwhile.</summary>
internal sealed record ImportedFile(int Number, long Lines, Spent? Upload, Spent? Import);

/// <summary>How far a run has come; stays in its folder, so that a run that was ended goes on.</summary>
internal sealed record ImportLedger
{
    public required DateOnly Start { get; init; }

    public required int Events { get; init; }

    public required int Days { get; init; }

    public required int Chunk { get; init; }

    public IReadOnlyList<ImportedFile> Files { get; init; } = [];

    /// <summary>Most memory of the app so far, MiB.</summary>
    public double PeakMemory { get; init; }

    /// <summary>Seconds from the last commit until the API showed all of it; null until all is imported.</summary>
    public double? FirstPage { get; init; }

    public bool IsComplete => FirstPage is not null;

    /// <summary>Reads the ledger of a folder, or begins one.</summary>
    /// <exception cref="InvalidOperationException">The folder holds a run of another size.</exception>
    public static ImportLedger Open(string path, BenchmarkOptions options, DateOnly start)
    {
        if (!File.Exists(path))
        {
            return new ImportLedger { Start = start, Events = options.Events, Days = options.Days, Chunk = options.Chunk };
        }

        var ledger = JsonSerializer.Deserialize<ImportLedger>(File.ReadAllText(path))!;
        return (ledger.Events, ledger.Days, ledger.Chunk) == (options.Events, options.Days, options.Chunk)
            ? ledger
            : throw new InvalidOperationException($"{path} is of another run: --events {ledger.Events} --days {ledger.Days} --chunk {ledger.Chunk}.");
    }

    public void Save(string path)
    {
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(this));
        File.Move(path + ".new", path, true);
    }
}
