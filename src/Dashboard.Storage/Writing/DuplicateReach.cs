namespace Dashboard.Storage.Writing;

/// <summary>Where events of an import may be stored already.</summary>
public enum DuplicateReach
{
    /// <summary>In hours that another import of the source has brought events of: elsewhere nothing is asked.</summary>
    CoveredHours,

    /// <summary>In any hour, brought by this very import too: parts of one file may overlap.</summary>
    AnyHour,

    /// <summary>At any other time as well: the source's times were read otherwise before.</summary>
    AnyTime,
}
