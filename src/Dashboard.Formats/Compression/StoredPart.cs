namespace Dashboard.Formats.Compression;

/// <summary>One text in a stored file: the file itself, a member of an archive, or a sheet of a workbook.</summary>
public sealed class StoredPart
{
    internal StoredPart(int number, string name, Stream content, string? problem)
    {
        Number = number;
        Name = name;
        Content = content;
        Problem = problem;
    }

    /// <summary>From 0, in the order in which parts are read; the same whenever the file is opened.</summary>
    public int Number { get; }

    /// <summary>
    /// Name of the archive's member with its folders, or of the sheet; empty when the file is its only part. Text from outside, at most
    /// 255 characters; never a path to open.
    /// </summary>
    public string Name { get; }

    /// <summary>
    /// The text, decompressed, forward only. It ends only when all of it was read and found undamaged: damage throws
    /// <see cref="InvalidDataException"/>, what is too much <see cref="FileRefusedException"/>. Closed with the file, or by its next part.
    /// </summary>
    public Stream Content { get; }

    /// <summary>Why nothing can be read of it (encrypted), a sentence; <see cref="Content"/> is then empty. Null otherwise.</summary>
    public string? Problem { get; }
}
