using Dashboard.Storage.Imports;
using Dashboard.Web.Imports;

namespace Dashboard.Web.Endpoints;

/// <summary>How many lines ended how: lines = imported + duplicates + quarantined + ignored, at every moment.</summary>
public sealed record ImportCounts(long Lines, long Imported, long Duplicates, long Quarantined, long Ignored);

/// <summary>One import as the API tells it. Times in UTC.</summary>
public sealed record ImportAnswer
{
    public required int Id { get; init; }

    public required string Source { get; init; }

    public required string FileName { get; init; }

    /// <summary>
    /// queued, running, completed, failed, receiving (posts, until its hour is over), deleting (found no more when that is done), or waiting
    /// (for a person's answer to <see cref="Question"/>).
    /// </summary>
    public required string Status { get; init; }

    /// <summary>What is asked while it waits: mapping, same-file; null otherwise.</summary>
    public required string? Question { get; init; }

    /// <summary>Why it failed; null unless failed.</summary>
    public required string? Error { get; init; }

    public required ImportCounts Counts { get; init; }

    /// <summary>Reason → lines.</summary>
    public required IReadOnlyDictionary<string, long> IgnoredReasons { get; init; }

    public required long ReadBytes { get; init; }

    public required long FileBytes { get; init; }

    /// <summary>Null until there is something to measure.</summary>
    public required double? RowsPerSecond { get; init; }

    /// <summary>Null unless running.</summary>
    public required double? SecondsLeft { get; init; }

    public required DateTime? FirstEventAt { get; init; }

    public required DateTime? LastEventAt { get; init; }

    public required DateTime CreatedAt { get; init; }

    public required DateTime? StartedAt { get; init; }

    public required DateTime? FinishedAt { get; init; }

    /// <summary>A person's e-mail address or a key's name.</summary>
    public required string CreatedBy { get; init; }

    public static ImportAnswer Of(Import import) => new()
    {
        Id = import.Id,
        Source = import.Source.Name,
        FileName = import.FileName,
        Status = ImportPace.Word(import.Status),
        Question = import.Question is { } question ? ImportPace.Word(question) : null,
        Error = import.Error,
        Counts = new ImportCounts(import.Lines, import.Imported, import.Duplicates, import.Quarantined, import.Ignored),
        IgnoredReasons = import.IgnoredReasons,
        ReadBytes = import.ReadBytes,
        FileBytes = import.FileBytes,
        RowsPerSecond = ImportPace.RowsPerSecond(import),
        SecondsLeft = ImportPace.SecondsLeft(import),
        FirstEventAt = import.FirstEventAt?.UtcDateTime,
        LastEventAt = import.LastEventAt?.UtcDateTime,
        CreatedAt = import.CreatedAt.UtcDateTime,
        StartedAt = import.StartedAt?.UtcDateTime,
        FinishedAt = import.FinishedAt?.UtcDateTime,
        CreatedBy = import.CreatedBy,
    };
}
