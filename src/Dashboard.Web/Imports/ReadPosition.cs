namespace Dashboard.Web.Imports;

/// <summary>Where a run stands in a file of several parts: lines that earlier runs have stored are only skipped.</summary>
/// <param name="storedLines">Lines that earlier runs have stored.</param>
public sealed class ReadPosition(long storedLines)
{
    /// <summary>Stored lines that are still ahead.</summary>
    public long ToSkip { get; private set; } = storedLines;

    /// <summary>Lines of the parts before this one.</summary>
    public long LinesBefore { get; private set; }

    /// <summary>Passes a line; true when an earlier run has stored it.</summary>
    public bool Skip()
    {
        if (ToSkip == 0)
        {
            return false;
        }

        ToSkip--;
        return true;
    }

    /// <summary>Goes behind a part.</summary>
    public void EndPart(long lines) => LinesBefore += lines;
}
