using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Storage.Queries;

namespace Dashboard.Web.Endpoints;

/// <summary>
/// One event of a delivery: an attempt with its reply, an expiration, a later bounce or a complaint; or of a whole queue (domain and
/// pool) that was held back, which has no recipient and no delivery. What is not known is null.
/// </summary>
public sealed record AttemptAnswer
{
    /// <summary>Empty for a queue.</summary>
    public required string Recipient { get; init; }

    /// <summary>accepted, deferred, rejected, expired, asynchronous-bounce, complaint or throttled.</summary>
    public required string Outcome { get; init; }

    /// <summary>attempt, expiration, asynchronousBounce, complaint or throttling.</summary>
    public required string Kind { get; init; }

    public required int? Code { get; init; }

    public required string? EnhancedCode { get; init; }

    /// <summary>The reply as received; of acceptances, whose text is not kept, the template.</summary>
    public required string Reply { get; init; }

    /// <summary>The reply with its variable parts masked.</summary>
    public required string Template { get; init; }

    public required int TemplateId { get; init; }

    public required string Category { get; init; }

    public required string? SubReason { get; init; }

    public required string Fault { get; init; }

    public required string Action { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    public required string Rule { get; init; }

    /// <summary>False when no server answered.</summary>
    public required bool HasReply { get; init; }

    /// <summary>Where in the SMTP conversation the reply came.</summary>
    public required string Stage { get; init; }

    public required DateTime OccurredAt { get; init; }

    public required DateTime? QueuedAt { get; init; }

    /// <summary>Null for a queue.</summary>
    public required string? DeliveryId { get; init; }

    public required string? MessageId { get; init; }

    public required string Provider { get; init; }

    public required string Domain { get; init; }

    public required string? Relay { get; init; }

    public required string? Campaign { get; init; }

    public required string? Stream { get; init; }

    public required string? Pool { get; init; }

    public required string? Ip { get; init; }

    public required string? FromDomain { get; init; }

    public required string? ReturnPathDomain { get; init; }

    public required string? DkimDomain { get; init; }

    public required string? ListSource { get; init; }

    public required string? Segment { get; init; }

    public required string? Client { get; init; }

    public required string Source { get; init; }

    /// <summary>The import that brought it first.</summary>
    public required int Import { get; init; }

    public static AttemptAnswer Of(AttemptRow row) => new()
    {
        Recipient = row.Recipient,
        Outcome = WireNames.Of(row.Type),
        Kind = KindOf(row.Type),
        Code = row.Code,
        EnhancedCode = row.EnhancedCode,
        Reply = row.Reply,
        Template = row.Template,
        TemplateId = row.TemplateId,
        Category = row.Class.Category,
        SubReason = row.Class.SubReason,
        Fault = WireNames.Of(row.Class.Fault),
        Action = WireNames.Of(row.Class.Actions[0]),
        Actions = [.. row.Class.Actions.Select(WireNames.Of)],
        Rule = row.Class.RuleId,
        HasReply = row.HasReply,
        Stage = WireNames.Of(row.Stage),
        OccurredAt = row.OccurredAt.UtcDateTime,
        QueuedAt = row.QueuedAt?.UtcDateTime,
        DeliveryId = row.Type == EventType.Throttled ? null : row.DeliveryId,
        MessageId = row.MessageId,
        Provider = row.Provider,
        Domain = row.Domain,
        Relay = row.Relay,
        Campaign = Known(row.Campaign),
        Stream = Known(row.Stream),
        Pool = Known(row.Pool),
        Ip = Known(row.SendingIp),
        FromDomain = Known(row.FromDomain),
        ReturnPathDomain = Known(row.ReturnPathDomain),
        DkimDomain = Known(row.DkimDomain),
        ListSource = Known(row.ListSource),
        Segment = Known(row.Segment),
        Client = Known(row.Client),
        Source = row.Source,
        Import = row.ImportId,
    };

    private static string KindOf(EventType type) => type switch
    {
        EventType.Accepted or EventType.Deferred or EventType.Rejected => "attempt",
        EventType.Expired => "expiration",
        EventType.AsynchronousBounce => "asynchronousBounce",
        EventType.Complaint => "complaint",
        EventType.Throttled => "throttling",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string? Known(string text) => text.Length == 0 ? null : text;
}
