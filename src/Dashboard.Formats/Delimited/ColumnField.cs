namespace Dashboard.Formats.Delimited;

/// <summary>What a column of a delimited export holds. The names are stored in mappings; never rename.</summary>
public enum ColumnField
{
    /// <summary>Not used, but part of the row: two rows that differ only here are two events.</summary>
    None,

    /// <summary>Not used and not part of the row either: a column that is new in every export (the time of the export).</summary>
    Ignore,

    /// <summary>When it happened; alone, or the date of it beside <see cref="EventClock"/>.</summary>
    EventTime,

    /// <summary>The time of day, where date and time stand in two columns.</summary>
    EventClock,

    /// <summary>When the message was queued or sent; stands for the time of the event in rows where that is empty.</summary>
    QueuedTime,

    /// <summary>What happened, as a word.</summary>
    Outcome,

    /// <summary>A second word that says more about the outcome: hard or soft, permanent or temporary.</summary>
    OutcomeDetail,

    /// <summary>Address of the recipient.</summary>
    Recipient,

    /// <summary>Domain of the recipient; used only to say that the address is missing.</summary>
    RecipientDomain,

    /// <summary>Mailbox provider as the sending platform names it; kept out of the figures, which find the provider themselves.</summary>
    Provider,

    /// <summary>Envelope sender.</summary>
    Sender,

    /// <summary>Reply code (RFC 5321 §4.2).</summary>
    ReplyCode,

    /// <summary>Enhanced status code (RFC 3463).</summary>
    EnhancedCode,

    /// <summary>The receiving server's words.</summary>
    ReplyText,

    /// <summary>Campaign, mailing or job.</summary>
    Campaign,

    /// <summary>Why mail is sent.</summary>
    Stream,

    /// <summary>List or acquisition source of the recipient.</summary>
    ListSource,

    /// <summary>Engagement segment.</summary>
    Segment,

    /// <summary>Brand or customer.</summary>
    Client,

    /// <summary>Id of the message; with the recipient it names the delivery.</summary>
    MessageId,

    /// <summary>The platform's own id of the event: the same id is the same event.</summary>
    EventId,

    /// <summary>Our address that the connection came from.</summary>
    SendingIp,

    /// <summary>Group of sending addresses.</summary>
    Pool,

    /// <summary>Host name of the receiving server.</summary>
    Relay,

    /// <summary>From header, or its domain.</summary>
    FromDomain,

    /// <summary>Domain of the DKIM signature.</summary>
    DkimDomain,

    /// <summary>The sending platform's own category of a bounce. A hint, never the truth.</summary>
    BounceCategory,

    /// <summary>Number of the attempt; not used yet.</summary>
    AttemptNumber,

    /// <summary>Size of the message; not used yet.</summary>
    Size,

    /// <summary>Kind of complaint (ARF Feedback-Type, RFC 5965).</summary>
    FeedbackType,
}
