namespace Dashboard.Core.Classification;

/// <summary>Who must change something. The numbers are stored; never renumber.</summary>
public enum Fault : byte
{
    /// <summary>Nobody, or not known.</summary>
    None = 0,

    /// <summary>The address or its owner.</summary>
    Recipient = 1,

    /// <summary>Us as a sender: reputation, authentication, content, volume.</summary>
    Sender = 2,

    /// <summary>The receiver: an outage or a habit of theirs.</summary>
    Provider = 3,

    /// <summary>Our own servers: DNS, TLS, configuration.</summary>
    Local = 4,
}
