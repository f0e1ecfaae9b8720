namespace Dashboard.Faults;

/// <summary>Every step that a commit lies behind or before, by its name in the product's traces.</summary>
internal static class Points
{
    private static readonly string[] StepsOfBatch =
    [
        "prove lease", "store names", "find duplicates", "fold deliveries", "copy attempts", "store deliveries", "store cells",
        "store latencies", "cover hours", "store classes", "store quarantine", "store position",
    ];

    /// <summary>Points inside and around a batch's transaction. The second batch, so that each life gets on.</summary>
    public static IReadOnlyList<Tripwire> OfBatch { get; } =
    [
        new("start", "start import", 1), new("stop", "start import", 1),
        // Both sides of each step are one point: the end of a step is the beginning of the next.
        .. StepsOfBatch.Select(step => new Tripwire("stop", step, 2)),
        new("start", "commit batch", 2), new("stop", "commit batch", 1), new("stop", "commit batch", 2), new("stop", "import batch", 1),
    ];

    /// <summary>Points of an import's end, in the order in which they are reached.</summary>
    public static IReadOnlyList<Tripwire> OfEnd { get; } =
    [
        new("start", "settle", 1), new("stop", "index days", 1), new("stop", "settle", 1), new("start", "commit completed", 1),
        new("stop", "commit completed", 1),
    ];

    /// <summary>Points of reading the quarantine again.</summary>
    public static IReadOnlyList<Tripwire> OfRetry { get; } =
    [
        new("stop", "start import", 1), new("stop", "store quarantine", 1), new("start", "commit batch", 1), new("stop", "commit batch", 1),
        new("stop", "copy attempts", 1), new("start", "settle", 1), new("start", "commit completed", 1), new("stop", "commit completed", 1),
    ];

    /// <summary>Where a process is frozen past its lease.</summary>
    public static IReadOnlyList<Tripwire> OfFreezing { get; } =
    [
        .. new Tripwire[]
        {
            new("start", "commit batch", 2), new("stop", "import batch", 2), new("start", "start import", 1), new("stop", "copy attempts", 2),
            new("start", "settle", 1), new("start", "commit completed", 1), new("stop", "store names", 1), new("stop", "commit batch", 1),
            new("stop", "store cells", 2), new("stop", "store classes", 2), new("stop", "start import", 1),
        }.Select(point => point with { Freezes = true }),
    ];
}
