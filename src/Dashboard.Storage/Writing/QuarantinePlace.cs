namespace Dashboard.Storage.Writing;

/// <summary>Where a quarantined line stands in its file; places are in the order of the file.</summary>
/// <param name="Part">Number of the file's part, from 0.</param>
/// <param name="Line">
/// Line in the part, from 1; 0 for a part that is no log at all; below 0 for one that turned out to be a log and is being read: so many of
/// its records are stored.
/// </param>
public readonly record struct QuarantinePlace(short Part, long Line) : IComparable<QuarantinePlace>
{
    /// <inheritdoc/>
    public int CompareTo(QuarantinePlace other) => Part != other.Part ? Part.CompareTo(other.Part) : Line.CompareTo(other.Line);
}
