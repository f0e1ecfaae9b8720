namespace Dashboard.Core.Delivery;

/// <summary>
/// What a log line says happened to one delivery. It is a fact of the log: no rule ever changes it.
/// The numbers are stored; never renumber.
/// </summary>
public enum EventType : byte
{
    /// <summary>An attempt the receiving server took responsibility for (2xx after the end of data). Not "in the inbox".</summary>
    Accepted = 0,

    /// <summary>An attempt that ended with "not now" (by reply, or by a local failure that will be retried).</summary>
    Deferred = 1,

    /// <summary>An attempt that ended with a final refusal (by reply, or by a local failure that will not be retried).</summary>
    Rejected = 2,

    /// <summary>The sender gave up on the delivery. Not an attempt.</summary>
    Expired = 3,

    /// <summary>A refusal that arrived by mail (DSN) after the delivery had been accepted. Not an attempt.</summary>
    AsynchronousBounce = 4,

    /// <summary>The recipient reported the message as abuse (ARF, RFC 5965). Not an attempt.</summary>
    Complaint = 5,

    /// <summary>A whole queue that could not be served (PowerMTA <c>tq</c>): no recipient, no delivery, not an attempt.</summary>
    Throttled = 6,
}

/// <summary>Facts that follow from the type alone.</summary>
public static class EventTypes
{
    /// <summary>True for a try to hand the delivery to a server: accepted, deferred or rejected.</summary>
    public static bool IsAttempt(this EventType type) => type <= EventType.Rejected;

    /// <summary>True for what says “not now”: the mail waits and will be tried again.</summary>
    public static bool IsPassing(this EventType type) => type is EventType.Deferred or EventType.Throttled;
}
