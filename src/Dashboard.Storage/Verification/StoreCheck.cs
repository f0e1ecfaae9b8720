namespace Dashboard.Storage.Verification;

/// <summary>One check of the whole store: does every figure follow from what is stored?</summary>
public sealed class StoreCheck
{
    /// <summary>How many differences are kept in words.</summary>
    public const int MostFindings = 100;

    /// <summary>Row id.</summary>
    public int Id { get; set; }

    /// <summary>When it began; what was committed then is what it looked at.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When it ended; null while it runs, and after a process was stopped in the middle of it.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Who asked for it; null for the nightly one.</summary>
    public string? RequestedBy { get; set; }

    /// <summary>Attempts counted again.</summary>
    public long Attempts { get; set; }

    /// <summary>Counts and histograms compared with the recount.</summary>
    public long Cells { get; set; }

    /// <summary>Differences found; 0 when all is as it must be.</summary>
    public long Differences { get; set; }

    /// <summary>The first differences, each a sentence; at most <see cref="MostFindings"/>.</summary>
    public string[] Findings { get; set; } = [];

    /// <summary>Why it could not be ended; null otherwise.</summary>
    public string? Error { get; set; }

    /// <summary>True when it ended and found nothing.</summary>
    public bool IsClean => FinishedAt is not null && Error is null && Differences == 0;
}
