namespace Dashboard.Storage.Imports;

/// <summary>One run over one file of one source. Lines = imported + duplicates + quarantined + ignored, at every commit.</summary>
public sealed class Import
{
    /// <summary>Row id.</summary>
    public int Id { get; set; }

    /// <summary>The source the file belongs to.</summary>
    public int SourceId { get; set; }

    /// <summary>The source.</summary>
    public Source Source { get; set; } = null!;

    /// <summary>The file's name as uploaded, at most 255 characters; text from outside.</summary>
    public required string FileName { get; set; }

    /// <summary>
    /// Names of the file's parts (members of an archive, sheets of a workbook) in the order in which they are read, each at most 255
    /// characters, text from outside. Empty for a file that is its only part, and before it was looked at.
    /// </summary>
    public string[] Parts { get; set; } = [];

    /// <summary>Name of the stored original below the uploads folder; empty for posts, of which no file is kept.</summary>
    public required string StoredName { get; set; }

    /// <summary>Size of the stored original, bytes.</summary>
    public long FileBytes { get; set; }

    /// <summary>Bytes of the stored original read so far, for progress.</summary>
    public long ReadBytes { get; set; }

    /// <summary>Where it stands.</summary>
    public ImportStatus Status { get; set; }

    /// <summary>What is asked while it waits; null otherwise.</summary>
    public ImportQuestion? Question { get; set; }

    /// <summary>Format of the file as detected: <c>powermta</c>, <c>csv</c>; null when not known (yet).</summary>
    public string? Format { get; set; }

    /// <summary>The source's reading as this import uses it, fixed when it starts so that a restart reads the same; JSON, null: defaults.</summary>
    public string? Reading { get; set; }

    /// <summary>Hash of the beginning of the text, for finding the same content under another source; null when not known, or when a person has
    /// said whether it is the same mail.</summary>
    public long? Fingerprint { get; set; }

    /// <summary>True while its quarantined lines, and only they, are read again; stays when that failed, because all others were read before.</summary>
    public bool IsRetry { get; set; }

    /// <summary>What the imported events showed (their types, whether they had a queueing time, …), word → events, JSON.</summary>
    public Dictionary<string, long> Seen { get; set; } = [];

    /// <summary>
    /// Kind → names (domains, campaigns, …) that it brought and the store had not met, JSON. One more than an import may bring where there
    /// were more: those are counted together.
    /// </summary>
    public Dictionary<string, long> NewNames { get; set; } = [];

    /// <summary>By how much the import has changed each counter of deliveries and attempts, counter → change, JSON.</summary>
    public Dictionary<string, long> Contribution { get; set; } = [];

    /// <summary>
    /// The completed import of the same source whose file is this one's, byte for byte: everything that is stored as that one's is this
    /// one's too, without a note for each event. Null when there is none, and of that import itself.
    /// </summary>
    public int? RepeatsImportId { get; set; }

    /// <summary>While it is being deleted: the import of the same file that takes over everything it brought; null when there is none.</summary>
    public int? HeirImportId { get; set; }

    /// <summary>Why it failed, a sentence for a person; null unless failed.</summary>
    public string? Error { get; set; }

    /// <summary>Lines accounted for so far; also the position from which it resumes.</summary>
    public long Lines { get; set; }

    /// <summary>Lines that became new events.</summary>
    public long Imported { get; set; }

    /// <summary>Lines whose event was already stored.</summary>
    public long Duplicates { get; set; }

    /// <summary>Lines that could not be read and are kept in quarantine.</summary>
    public long Quarantined { get; set; }

    /// <summary>Lines that are no event for us, counted by reason in <see cref="IgnoredReasons"/>.</summary>
    public long Ignored { get; set; }

    /// <summary>Reason → lines, JSON.</summary>
    public Dictionary<string, long> IgnoredReasons { get; set; } = [];

    /// <summary>Earliest event brought, UTC; null when none.</summary>
    public DateTimeOffset? FirstEventAt { get; set; }

    /// <summary>Latest event brought, UTC; null when none.</summary>
    public DateTimeOffset? LastEventAt { get; set; }

    /// <summary>When the upload was complete, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>Who uploaded it: a person's e-mail address or a key's name.</summary>
    public required string CreatedBy { get; set; }

    /// <summary>When reading began, UTC; null while queued.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it was completed or failed, UTC; null before.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Time spent reading and storing over all runs, seconds: what rows per second is computed from.</summary>
    public double BusySeconds { get; set; }
}
