namespace Dashboard.Core.Delivery;

/// <summary>
/// One line of a log, decoded and mapped, before anything is looked up or stored. Readers fill one instance again and again:
/// the memory fields point into the reader's buffer and are valid only until its next read. Text is UTF-8; empty means
/// "the log does not say".
/// </summary>
public sealed class LogEvent
{
    /// <summary>What happened.</summary>
    public EventType Type { get; set; }

    /// <summary>False when no server answered (DNS, connect, TLS, timeout, local policy): the text is then our own side's.</summary>
    public bool HasRemoteReply { get; set; }

    /// <summary>Where in the conversation the reply came.</summary>
    public Stage Stage { get; set; }

    /// <summary>When it happened, UTC.</summary>
    public DateTime OccurredAt { get; set; }

    /// <summary>When the message was queued (injected), UTC; null when the log does not say.</summary>
    public DateTime? QueuedAt { get; set; }

    /// <summary>The envelope recipient as written in the log (case kept, without angle brackets).</summary>
    public ReadOnlyMemory<byte> Recipient { get; set; }

    /// <summary>The envelope sender; empty for the null sender.</summary>
    public ReadOnlyMemory<byte> Sender { get; set; }

    /// <summary>The reply with its code and enhanced code, multi-line replies joined, without a log's own prefix such as <c>smtp;</c>.</summary>
    public ReadOnlyMemory<byte> Reply { get; set; }

    /// <summary>Enhanced status as the sending server logged it (<c>5.1.1</c>, RFC 3463); it can disagree with the reply's own.</summary>
    public ReadOnlyMemory<byte> Status { get; set; }

    /// <summary>The host name of the receiving server, lower case or as logged; empty when none was reached.</summary>
    public ReadOnlyMemory<byte> Relay { get; set; }

    /// <summary>Our address the connection came from.</summary>
    public ReadOnlyMemory<byte> SendingIp { get; set; }

    /// <summary>Group of sending addresses.</summary>
    public ReadOnlyMemory<byte> Pool { get; set; }

    /// <summary>Campaign or job.</summary>
    public ReadOnlyMemory<byte> Campaign { get; set; }

    /// <summary>Why mail is sent: transactional, lifecycle, promotional, …</summary>
    public ReadOnlyMemory<byte> Stream { get; set; }

    /// <summary>List or acquisition source of the recipient.</summary>
    public ReadOnlyMemory<byte> ListSource { get; set; }

    /// <summary>Engagement segment.</summary>
    public ReadOnlyMemory<byte> Segment { get; set; }

    /// <summary>Brand or customer an agency sends for.</summary>
    public ReadOnlyMemory<byte> Client { get; set; }

    /// <summary>Domain of the From header.</summary>
    public ReadOnlyMemory<byte> FromDomain { get; set; }

    /// <summary>Domain of the DKIM signature (d=).</summary>
    public ReadOnlyMemory<byte> DkimDomain { get; set; }

    /// <summary>Message-ID, envelope id or another id of the message; with the recipient it names the delivery.</summary>
    public ReadOnlyMemory<byte> MessageId { get; set; }

    /// <summary>
    /// The queue that was held back, as the log names it: recipient domain, a slash, pool or address. For <see cref="EventType.Throttled"/>
    /// only, which has no recipient.
    /// </summary>
    public ReadOnlyMemory<byte> Queue { get; set; }

    /// <summary>The time of the event exactly as the log wrote it: part of the event's identity.</summary>
    public ReadOnlyMemory<byte> TimeText { get; set; }

    /// <summary>The sending software's own verdict (PowerMTA bounceCat). A hint, never the truth.</summary>
    public ReadOnlyMemory<byte> Hint { get; set; }

    /// <summary>
    /// The provider's own id of the event: the same id is the same event however often it stands in one file or several. Empty where there
    /// is none.
    /// </summary>
    public ReadOnlyMemory<byte> EventId { get; set; }

    /// <summary>
    /// Identity of the row, where the reader knows better than the mapped fields: a delimited row keeps its identity when the mapping of
    /// its columns is corrected. Null: the mapped fields are the identity.
    /// </summary>
    public ulong? RowHash { get; set; }

    /// <summary>Back to "the log does not say" for every field.</summary>
    public void Clear()
    {
        Type = EventType.Accepted;
        HasRemoteReply = false;
        Stage = Stage.Unknown;
        OccurredAt = default;
        QueuedAt = null;
        Recipient = Sender = Reply = Status = Relay = SendingIp = Pool = Campaign = default;
        Stream = ListSource = Segment = Client = FromDomain = DkimDomain = MessageId = TimeText = Hint = EventId = Queue = default;
        RowHash = null;
    }
}
