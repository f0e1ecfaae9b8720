namespace Dashboard.Core.Delivery;

/// <summary>Where a delivery stands. The numbers are stored; never renumber.</summary>
public enum DeliveryState : byte
{
    /// <summary>Attempted, no final event yet.</summary>
    Waiting = 0,

    /// <summary>The receiving server took responsibility. Not "in the inbox".</summary>
    Accepted = 1,

    /// <summary>Finally refused.</summary>
    Rejected = 2,

    /// <summary>The sender gave up.</summary>
    Expired = 3,

    /// <summary>Accepted, and bounced by mail afterwards.</summary>
    BouncedLater = 4,

    /// <summary>Only a bounce mail or a complaint is known: nothing was attempted as far as the logs say.</summary>
    NotAttempted = 5,
}
