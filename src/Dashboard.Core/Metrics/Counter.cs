namespace Dashboard.Core.Metrics;

/// <summary>
/// What a cell counts. Three groups: attempts by the hour of the event; final events by the hour of the event; deliveries by cohort,
/// the hour of their first event. The order is the order of the columns in every cell table.
/// </summary>
public enum Counter
{
    /// <summary>Attempts accepted.</summary>
    AttemptsAccepted,

    /// <summary>Attempts deferred.</summary>
    AttemptsDeferred,

    /// <summary>Attempts refused.</summary>
    AttemptsRejected,

    /// <summary>Attempts, of those above, that no server answered (DNS, connect, TLS, timeout).</summary>
    AttemptsWithoutReply,

    /// <summary>Deliveries finally accepted, by the hour of the acceptance.</summary>
    FinallyAccepted,

    /// <summary>Deliveries finally refused, by the hour of the refusal.</summary>
    FinallyRejected,

    /// <summary>Deliveries given up, by the hour of giving up.</summary>
    FinallyExpired,

    /// <summary>Deliveries with at least one attempt, by their first event's hour: the same on both clocks.</summary>
    Attempted,

    /// <summary>Deliveries whose first attempt was deferred: the same on both clocks.</summary>
    FirstDeferred,

    /// <summary>Deliveries deferred at least once, under their first deferral's reply.</summary>
    EverDeferred,

    /// <summary>Deliveries deferred at least once and accepted in the end.</summary>
    RetrySucceeded,

    /// <summary>Deliveries ever accepted.</summary>
    Accepted,

    /// <summary>Deliveries finally refused.</summary>
    Rejected,

    /// <summary>Deliveries given up, under their most frequent remote reply.</summary>
    Expired,

    /// <summary>Deliveries accepted and then bounced by mail, under the bounce's reply.</summary>
    BouncedLater,

    /// <summary>Accepted deliveries reported as abuse.</summary>
    Complained,

    /// <summary>Events about a queue that was held back, by the hour of the event: no attempts, no deliveries.</summary>
    Throttled,
}

/// <summary>Facts about the counters as a whole.</summary>
public static class Counters
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)Counter.Throttled + 1;
}
