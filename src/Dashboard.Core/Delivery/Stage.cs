namespace Dashboard.Core.Delivery;

/// <summary>
/// Where in the SMTP conversation a reply came (RFC 5321 §3). A refusal before <see cref="RcptTo"/> never condemns a recipient.
/// The numbers are stored; never renumber.
/// </summary>
public enum Stage : byte
{
    /// <summary>The log does not say.</summary>
    Unknown = 0,

    /// <summary>Connection or greeting banner.</summary>
    Connect = 1,

    /// <summary>EHLO, HELO or STARTTLS.</summary>
    Ehlo = 2,

    /// <summary>MAIL FROM.</summary>
    MailFrom = 3,

    /// <summary>RCPT TO.</summary>
    RcptTo = 4,

    /// <summary>The DATA command.</summary>
    Data = 5,

    /// <summary>The final dot.</summary>
    EndOfData = 6,
}
