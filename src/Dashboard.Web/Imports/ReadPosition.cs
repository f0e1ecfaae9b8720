namespace Dashboard.Web.Imports;

/// <summary>Where a run stands in a file of one part or several: lines that earlier runs have stored are only passed.</summary>
/// <param name="storedLines">Lines that earlier runs have stored, over all parts.</param>
public sealed class ReadPosition(long storedLines)
{
    /// <summary>Stored lines that are still ahead.</summary>
    public long ToSkip { get; private set; } = storedLines;

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
}
