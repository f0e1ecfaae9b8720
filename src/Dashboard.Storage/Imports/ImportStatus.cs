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
}
