using System.ComponentModel;

namespace Dashboard.Web.Endpoints;

/// <summary>Attempts as they are sent in. Read by <see cref="Dashboard.Formats.Posted.PostedReader"/>; this is its description.</summary>
public sealed record AttemptsToPost(IReadOnlyList<AttemptToPost> Attempts);

/// <summary>One attempt, expiration, later bounce or complaint. What is not known is left out.</summary>
public sealed record AttemptToPost
{
    [Description("Your own id of this event: the same id at the same time is the same event, however often it is sent.")]
    public string? Id { get; init; }

    [Description("When it happened, with the offset from UTC.")]
    public required DateTimeOffset OccurredAt { get; init; }

    [Description("accepted, deferred, rejected, expired, asynchronous-bounce or complaint.")]
    public required string Outcome { get; init; }

    public required string Recipient { get; init; }

    [Description("With the recipient it names the delivery.")]
    public string? MessageId { get; init; }

    [Description("When the message was queued, with the offset from UTC.")]
    public DateTimeOffset? QueuedAt { get; init; }

    [Description("The reply code, where “reply” does not begin with it: 200 to 599.")]
    public int? Code { get; init; }

    [Description("The enhanced status code (RFC 3463), where “reply” does not state it.")]
    public string? EnhancedCode { get; init; }

    [Description("The server’s answer as received.")]
    public string? Reply { get; init; }

    [Description("false: no server answered, the text is your own side’s. Without it, the text decides.")]
    public bool? HasReply { get; init; }

    [Description("unknown, connect, ehlo, mail-from, rcpt-to, data or end-of-data. Without it, the text decides.")]
    public string? Stage { get; init; }

    public string? Relay { get; init; }

    public string? Ip { get; init; }

    public string? Pool { get; init; }

    public string? Campaign { get; init; }

    public string? Stream { get; init; }

    public string? Client { get; init; }

    public string? ReturnPathDomain { get; init; }

    public string? FromDomain { get; init; }

    public string? DkimDomain { get; init; }

    public string? ListSource { get; init; }

    public string? Segment { get; init; }
}
