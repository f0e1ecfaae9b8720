namespace Dashboard.Storage.Imports;

/// <summary>A file that was uploaded completely and is to be imported.</summary>
/// <param name="SourceName">Source to which it belongs; made when new.</param>
/// <param name="Format">Its format.</param>
/// <param name="FileName">Its name as uploaded.</param>
/// <param name="StoredName">Name below the uploads folder.</param>
/// <param name="FileBytes">Its size.</param>
/// <param name="CreatedBy">Who uploaded it.</param>
public sealed record UploadedFile(string SourceName, string Format, string FileName, string StoredName, long FileBytes, string CreatedBy)
{
    /// <summary>How the source's files are read from now on, as a guess that nobody has confirmed; JSON, null: as before.</summary>
    public string? GuessedReading { get; init; }

    /// <summary>The source's reading when the guess was made, JSON; null: it had none. What a person has confirmed since then stays.</summary>
    public string? ReadingBeforeGuess { get; init; }

    /// <summary>Hash of the beginning of its text; null when not known.</summary>
    public long? Fingerprint { get; init; }

    /// <summary>What must be answered before it is read; null: nothing.</summary>
    public ImportQuestion? Question { get; init; }

    /// <summary>Why it cannot be read at all; null: it can.</summary>
    public string? Refusal { get; init; }
}
