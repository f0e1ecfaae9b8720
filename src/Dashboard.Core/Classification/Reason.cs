namespace Dashboard.Core.Classification;

/// <summary>
/// Why a delivery was deferred or refused. With the outcome in front it is the category that reports group by:
/// <c>deferred-rate-limit</c>, <c>rejected-invalid-user</c>. The numbers are stored; never renumber.
/// </summary>
public enum Reason : byte
{
    /// <summary>No rule knows this reply. Never a guess.</summary>
    Unclassified = 0,

    /// <summary>Nothing is wrong: the reply accepts.</summary>
    None = 1,

    /// <summary>No such mailbox.</summary>
    InvalidUser = 2,

    /// <summary>The mailbox exists but is disabled, suspended or abandoned.</summary>
    InactiveUser = 3,

    /// <summary>The recipient domain does not exist or takes no mail (null MX, RFC 7505).</summary>
    InvalidDomain = 4,

    /// <summary>Over quota.</summary>
    MailboxFull = 5,

    /// <summary>Too much, too fast.</summary>
    RateLimit = 6,

    /// <summary>Told to come back, as every first contact is.</summary>
    Greylisting = 7,

    /// <summary>The receiving server is unavailable or in trouble; no answer.</summary>
    ServerUnavailable = 8,

    /// <summary>A DNS look-up failed.</summary>
    Dns = 9,

    /// <summary>The sending address, domain or link is distrusted or on a blocklist.</summary>
    Reputation = 10,

    /// <summary>SPF, DKIM, DMARC, reverse DNS, TLS or account authorization.</summary>
    Auth = 11,

    /// <summary>A rule of the receiving organisation or of the recipient.</summary>
    Policy = 12,

    /// <summary>The message's content: spam score, link, attachment, virus.</summary>
    Content = 13,

    /// <summary>Larger than the receiver takes.</summary>
    MessageTooLarge = 14,

    /// <summary>The server does not take mail for this domain.</summary>
    RelayDenied = 15,

    /// <summary>The envelope or header sender was refused.</summary>
    SenderRejected = 16,

    /// <summary>The conversation itself went wrong (syntax, sequence, loop).</summary>
    ProtocolError = 17,

    /// <summary>Given up after the queue lifetime.</summary>
    Expired = 18,
}
