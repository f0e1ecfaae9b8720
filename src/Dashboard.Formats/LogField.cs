namespace Dashboard.Formats;

/// <summary>A dimension of an event that a source may fill from a column of its own choice.</summary>
public enum LogField
{
    /// <summary>The column is not used.</summary>
    None,

    /// <summary>Campaign or job.</summary>
    Campaign,

    /// <summary>Why mail is sent.</summary>
    Stream,

    /// <summary>List or acquisition source of the recipient.</summary>
    ListSource,

    /// <summary>Engagement segment.</summary>
    Segment,

    /// <summary>Brand or customer.</summary>
    Client,

    /// <summary>Group of sending addresses.</summary>
    Pool,

    /// <summary>Id of the message; with the recipient it names the delivery.</summary>
    MessageId,

    /// <summary>From header, or its domain.</summary>
    FromDomain,

    /// <summary>Domain of the DKIM signature.</summary>
    DkimDomain,
}
