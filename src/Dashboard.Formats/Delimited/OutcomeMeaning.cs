namespace Dashboard.Formats.Delimited;

/// <summary>What a word of an outcome column stands for. The names are stored in mappings; never rename.</summary>
public enum OutcomeMeaning
{
    /// <summary>Nobody knows: rows with the word go to quarantine until somebody says what it means.</summary>
    Unknown,

    /// <summary>The receiving server took the message.</summary>
    Accepted,

    /// <summary>Not now; the platform tries again.</summary>
    Deferred,

    /// <summary>Refused for good.</summary>
    Bounced,

    /// <summary>Refused for now and not tried again: final, though the reason may pass. A refusal where there is a reply, else given up.</summary>
    SoftBounced,

    /// <summary>Given up after retries.</summary>
    Expired,

    /// <summary>Never attempted: the platform's suppression list held it back.</summary>
    Suppressed,

    /// <summary>Accepted first, bounced by mail later.</summary>
    BouncedLater,

    /// <summary>Reported as spam by the recipient.</summary>
    Complaint,

    /// <summary>Says nothing about a delivery: opens, clicks, queued, unsubscribed.</summary>
    NotDelivery,
}
