namespace Dashboard.Core.Metrics;

/// <summary>What a report counts, on whichever clock it was asked for.</summary>
public enum Count
{
    /// <summary>Attempts accepted.</summary>
    AttemptsAccepted,

    /// <summary>Attempts deferred.</summary>
    AttemptsDeferred,

    /// <summary>Attempts refused.</summary>
    AttemptsRejected,

    /// <summary>Attempts that no server answered.</summary>
    AttemptsWithoutReply,

    /// <summary>Deliveries attempted; on the event clock those whose first attempt fell into the range.</summary>
    Attempted,

    /// <summary>Deliveries whose first attempt was deferred, greylisting apart.</summary>
    FirstDeferred,

    /// <summary>Deliveries whose first attempt was greylisted.</summary>
    FirstGreylisted,

    /// <summary>Deliveries deferred at least once, greylisting as the first reason apart; cohort clock only.</summary>
    EverDeferred,

    /// <summary>Of those, accepted in the end; cohort clock only.</summary>
    RetrySucceeded,

    /// <summary>Deliveries accepted (gross: a later bounce takes nothing away).</summary>
    Accepted,

    /// <summary>Finally refused: the address is bad.</summary>
    Hard,

    /// <summary>Finally refused because of us as a sender.</summary>
    Block,

    /// <summary>Finally failed on our own side.</summary>
    Local,

    /// <summary>Finally refused for another known reason.</summary>
    Other,

    /// <summary>Finally refused and no rule knows why.</summary>
    Unclassified,

    /// <summary>Given up by the sending server.</summary>
    Expired,

    /// <summary>Accepted and bounced by mail afterwards; cohort clock only.</summary>
    BouncedLater,

    /// <summary>Of those, because the address is bad; cohort clock only.</summary>
    BouncedLaterHard,

    /// <summary>Accepted and reported as abuse; cohort clock only.</summary>
    Complained,

    /// <summary>Times that a whole queue was held back; no attempts, no deliveries.</summary>
    Throttled,
}
