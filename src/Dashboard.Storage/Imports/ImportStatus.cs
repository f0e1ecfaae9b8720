namespace Dashboard.Storage.Imports;

/// <summary>Where an import stands. The numbers are stored; never renumber.</summary>
public enum ImportStatus
{
    /// <summary>The file is stored and waits for its turn.</summary>
    Queued = 0,

    /// <summary>Being read; survives restarts.</summary>
    Running = 1,

    /// <summary>Every line is accounted for.</summary>
    Completed = 2,

    /// <summary>Stopped for good with <see cref="Import.Error"/>; what was counted until then stays counted.</summary>
    Failed = 3,

    /// <summary>The file is stored and waits for a person's answer to <see cref="Import.Question"/>.</summary>
    Waiting = 4,

    /// <summary>What it brought is being taken out of the store; survives restarts. At the end the import is gone.</summary>
    Deleting = 5,

    /// <summary>Takes what is posted, until its hour is over.</summary>
    Receiving = 6,
}

/// <summary>What a waiting import asks a person. The numbers are stored; never renumber.</summary>
public enum ImportQuestion
{
    /// <summary>Which column is what: nobody has confirmed the mapping yet, or it does not fit this file.</summary>
    Mapping = 0,

    /// <summary>Whether the file is meant: the same content was imported under another source.</summary>
    SameFile = 1,
}
