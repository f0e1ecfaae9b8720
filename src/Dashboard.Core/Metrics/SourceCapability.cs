namespace Dashboard.Core.Metrics;

/// <summary>
/// What a source of logs can show. What it cannot show is not observable from it, never zero. The order is that in which people read
/// about them.
/// </summary>
public enum SourceCapability
{
    /// <summary>Acceptances: without them no rate has a denominator.</summary>
    Acceptances,

    /// <summary>Deferred attempts.</summary>
    Deferrals,

    /// <summary>When mail was queued.</summary>
    QueueTime,

    /// <summary>Bounces that arrive by mail after an acceptance.</summary>
    AsynchronousBounces,

    /// <summary>Abuse complaints.</summary>
    Complaints,

    /// <summary>The servers' replies as text.</summary>
    ReplyText,

    /// <summary>Where in the conversation a reply came.</summary>
    Stage,

    /// <summary>Which server was reached.</summary>
    Relay,
}
