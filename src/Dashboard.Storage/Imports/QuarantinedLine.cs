namespace Dashboard.Storage.Imports;

/// <summary>A line that could not be read, kept as it was.</summary>
public sealed class QuarantinedLine
{
    /// <summary>The import that met it.</summary>
    public int ImportId { get; set; }

    /// <summary>The part of the file in which it stands, from 0: an index into <see cref="Import.Parts"/>. 0 for a file that is its only part.</summary>
    public short Part { get; set; }

    /// <summary>Line in the decompressed part, from 1; 0 for a part that is no log at all; below 0 for one that is being read after all, see the place.</summary>
    public long Line { get; set; }

    /// <summary>Column at fault by its header name; null when the line as a whole is.</summary>
    public string? Column { get; set; }

    /// <summary>Why, a sentence for a person.</summary>
    public required string Reason { get; set; }

    /// <summary>The line's bytes, at most 4 KiB.</summary>
    public required byte[] Original { get; set; }
}
