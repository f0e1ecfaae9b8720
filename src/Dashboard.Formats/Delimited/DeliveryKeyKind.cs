namespace Dashboard.Formats.Delimited;

/// <summary>Which columns name a delivery, so that a deferral and the acceptance after it are one. The names are stored; never rename.</summary>
public enum DeliveryKeyKind
{
    /// <summary>None: every final event is a delivery of its own.</summary>
    None,

    /// <summary>Message id and recipient.</summary>
    MessageId,

    /// <summary>Campaign and recipient: right where nobody gets a campaign twice.</summary>
    CampaignAndRecipient,
}
