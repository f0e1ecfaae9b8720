namespace Dashboard.Storage.Imports;

/// <summary>A line that could not be read, kept as it was.</summary>
public sealed class QuarantinedLine
{
    /// <summary>The import that met it.</summary>
    public int ImportId { get; set; }

    /// <summary>Line in the decompressed file, from 1.</summary>
    public long Line { get; set; }

    /// <summary>Column at fault by its header name; null when the line as a whole is.</summary>
    public string? Column { get; set; }

    /// <summary>Why, a sentence for a person.</summary>
    public required string Reason { get; set; }

    /// <summary>The line's bytes, at most 4 KiB.</summary>
    public required byte[] Original { get; set; }
}
