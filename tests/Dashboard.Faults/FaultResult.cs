namespace Dashboard.Faults;

/// <summary>What came of one kind of fault.</summary>
/// <param name="Kind">The fault, in words.</param>
public sealed record FaultResult(string Kind)
{
    /// <summary>How often it was made.</summary>
    public int Faults { get; set; }

    /// <summary>Imports that were compared with an undisturbed one.</summary>
    public int Compared { get; set; }

    /// <summary>What was not the same.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>From the program's start to the first commit after it.</summary>
    public List<TimeSpan> Resumed { get; } = [];

    /// <summary>Why it was not tried on this machine; null: it was.</summary>
    public string? Skipped { get; set; }

    internal async Task CompareAsync(FaultBench bench, ImportStory story, Packing packing, bool isRetried, string place, CancellationToken cancellationToken)
    {
        Compared++;
        Resumed.AddRange(story.Resumed);
        story.Resumed.Clear();
        Differences.AddRange((await bench.DifferencesAsync(story, packing, isRetried, cancellationToken)).Select(d => $"{Kind} ({place}): {d}"));
    }
}
