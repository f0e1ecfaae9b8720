using System.Diagnostics;

namespace Dashboard.Core.Classification;

/// <summary>
/// Into which part of the acceptance bar a final refusal falls. Follows from the classification alone. The numbers are stored;
/// never renumber.
/// </summary>
public enum FailureBucket : byte
{
    /// <summary>No refusal.</summary>
    None = 0,

    /// <summary>The address is bad: a hard bounce.</summary>
    Hard = 1,

    /// <summary>Refused because of us as a sender: a block.</summary>
    Block = 2,

    /// <summary>Failed on our own side.</summary>
    Local = 3,

    /// <summary>Refused for another known reason.</summary>
    Other = 4,

    /// <summary>Refused, and no rule knows why.</summary>
    Unclassified = 5,
}

/// <summary>Derives the bucket.</summary>
public static class FailureBuckets
{
    /// <summary>The bucket of a refusal with this classification.</summary>
    public static FailureBucket Of(Classification classification) => classification switch
    {
        { Reason: Reason.None } => FailureBucket.None,
        { Reason: Reason.Unclassified } => FailureBucket.Unclassified,
        { IsHard: true } => FailureBucket.Hard,
        { Fault: Fault.Sender } => FailureBucket.Block,
        { Fault: Fault.Local } => FailureBucket.Local,
        { Fault: Fault.Recipient or Fault.Provider or Fault.None } => FailureBucket.Other,
        _ => throw new UnreachableException(),
    };
}
