namespace Dashboard.Formats.Compression;

/// <summary>A part before it is guarded: what <see cref="StoredFile"/> makes a <see cref="StoredPart"/> of.</summary>
internal sealed record OpenedPart(Stream Text, string? Problem = null);

/// <summary>The parts of one kind of file, one after the other.</summary>
internal abstract class PartSource
{
    /// <summary>Name of the part that is open or being opened.</summary>
    public string Name { get; protected set; } = "";

    /// <summary>Opens the next part; null after the last. The earlier one is closed by then.</summary>
    public abstract OpenedPart? Next();

    /// <summary>Closes what holds the parts; the stored file itself stays open.</summary>
    public virtual void Close()
    {
    }
}

/// <summary>A file that is one text.</summary>
internal sealed class OnePart(Stream text) : PartSource
{
    private bool _isTaken;

    public override OpenedPart? Next()
    {
        if (_isTaken)
        {
            return null;
        }
        _isTaken = true;
        return new OpenedPart(text);
    }
}
