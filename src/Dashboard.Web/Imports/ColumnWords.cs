using Dashboard.Formats.Delimited;

namespace Dashboard.Web.Imports;

/// <summary>Fields, meanings and keys of a mapping in words for people, in the order in which they are offered.</summary>
public static class ColumnWords
{
    /// <summary>Groups of fields as the choice of a column offers them.</summary>
    public static IReadOnlyList<(string Group, IReadOnlyList<ColumnField> Fields)> Groups { get; } =
    [
        ("What happened", [ColumnField.EventTime, ColumnField.EventClock, ColumnField.Outcome, ColumnField.OutcomeDetail, ColumnField.QueuedTime]),
        ("To whom", [ColumnField.Recipient, ColumnField.RecipientDomain]),
        ("The server’s answer", [ColumnField.ReplyText, ColumnField.ReplyCode, ColumnField.EnhancedCode, ColumnField.Relay, ColumnField.BounceCategory, ColumnField.FeedbackType]),
        ("Which mail", [ColumnField.Campaign, ColumnField.Stream, ColumnField.Client, ColumnField.ListSource, ColumnField.Segment, ColumnField.MessageId, ColumnField.EventId]),
        ("From where", [ColumnField.Sender, ColumnField.FromDomain, ColumnField.DkimDomain, ColumnField.SendingIp, ColumnField.Pool]),
        ("Kept aside", [ColumnField.Provider, ColumnField.AttemptNumber, ColumnField.Size, ColumnField.None, ColumnField.Ignore]),
    ];

    public static string Of(ColumnField field) => field switch
    {
        ColumnField.None => "Not used",
        ColumnField.Ignore => "Not used, differs in every export",
        ColumnField.EventTime => "Time of the event",
        ColumnField.EventClock => "Time of day of the event",
        ColumnField.QueuedTime => "Time of sending (queued)",
        ColumnField.Outcome => "Outcome",
        ColumnField.OutcomeDetail => "Outcome, second word (hard/soft)",
        ColumnField.Recipient => "Recipient address",
        ColumnField.RecipientDomain => "Recipient domain",
        ColumnField.Provider => "Mailbox provider (for reference)",
        ColumnField.Sender => "Envelope sender",
        ColumnField.ReplyCode => "Reply code (550)",
        ColumnField.EnhancedCode => "Enhanced code (5.1.1)",
        ColumnField.ReplyText => "Reply text",
        ColumnField.Campaign => "Campaign",
        ColumnField.Stream => "Stream (transactional, promotional …)",
        ColumnField.ListSource => "List or acquisition source",
        ColumnField.Segment => "Segment",
        ColumnField.Client => "Client or brand",
        ColumnField.MessageId => "Message id",
        ColumnField.EventId => "Event id",
        ColumnField.SendingIp => "Sending IP address",
        ColumnField.Pool => "Pool of sending addresses",
        ColumnField.Relay => "Receiving server",
        ColumnField.FromDomain => "From address or domain",
        ColumnField.DkimDomain => "DKIM domain",
        ColumnField.BounceCategory => "The platform’s bounce category",
        ColumnField.AttemptNumber => "Number of the attempt",
        ColumnField.Size => "Size of the message",
        ColumnField.FeedbackType => "Kind of complaint",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Meanings that a person can give an outcome word.</summary>
    public static IReadOnlyList<OutcomeMeaning> Meanings { get; } =
    [
        OutcomeMeaning.Accepted, OutcomeMeaning.Deferred, OutcomeMeaning.Bounced, OutcomeMeaning.SoftBounced, OutcomeMeaning.Expired,
        OutcomeMeaning.BouncedLater, OutcomeMeaning.Complaint, OutcomeMeaning.Suppressed, OutcomeMeaning.NotDelivery, OutcomeMeaning.Unknown,
    ];

    public static string Of(OutcomeMeaning meaning) => meaning switch
    {
        OutcomeMeaning.Unknown => "Not known: to quarantine",
        OutcomeMeaning.Accepted => "Accepted by the receiving server",
        OutcomeMeaning.Deferred => "Put off, tried again later",
        OutcomeMeaning.Bounced => "Refused for good",
        OutcomeMeaning.SoftBounced => "Soft bounce: not tried again",
        OutcomeMeaning.Expired => "Given up after retries",
        OutcomeMeaning.Suppressed => "Suppressed: never attempted",
        OutcomeMeaning.BouncedLater => "Bounced by mail after acceptance",
        OutcomeMeaning.Complaint => "Reported as spam",
        OutcomeMeaning.NotDelivery => "Not about delivery (opens, clicks …)",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(DateOrder order) => order switch
    {
        DateOrder.Ymd => "year, month, day (2026-02-01)",
        DateOrder.Dmy => "day, month, year (01/02/2026 is 1 February)",
        DateOrder.Mdy => "month, day, year (01/02/2026 is January 2)",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(DeliveryKeyKind key) => key switch
    {
        DeliveryKeyKind.None => "Nothing: each row is a delivery of its own",
        DeliveryKeyKind.MessageId => "Message id and recipient",
        DeliveryKeyKind.CampaignAndRecipient => "Campaign and recipient",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Of(DelimitedEncoding encoding) => encoding switch
    {
        DelimitedEncoding.Utf8 => "UTF-8",
        DelimitedEncoding.Utf8Bom => "UTF-8 with byte order mark",
        DelimitedEncoding.Utf16Le => "UTF-16 (little endian)",
        DelimitedEncoding.Utf16Be => "UTF-16 (big endian)",
        DelimitedEncoding.Windows1252 => "Windows-1252",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static string Separator(char separator) => separator switch
    {
        ',' => "commas",
        ';' => "semicolons",
        '\t' => "tabs",
        '|' => "vertical bars",
        _ => $"“{separator}”",
    };
}
