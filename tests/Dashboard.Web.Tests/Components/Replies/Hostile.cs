using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Components.Replies;

/// <summary>Rows whose every text from outside tries to run in a browser.</summary>
internal static class Hostile
{
    public const string Markup = "<img src=x onerror=\"alert(1)\"><script>alert(2)</script>javascript:alert(3)";

    public static ReportState State { get; } = new(
        new ReportFilter(new(2026, 9, 7, 0, 0, 0, TimeSpan.Zero), new(2026, 9, 21, 0, 0, 0, TimeSpan.Zero), []), TimeZoneInfo.Utc);

    public static ReplyClass Class(Reason reason = Reason.RateLimit, EventType type = EventType.Deferred, string rule = "unclassified") => new(
        Category.For(type, reason).Name, reason, null, Fault.Sender, FailureBucket.Block, [NextAction.SlowDown], rule, EvidenceTier.None);

    public static AttemptRow Attempt(DateTimeOffset at, EventType type = EventType.Deferred, ReplyClass? meaning = null, int templateId = 7) => new()
    {
        OccurredAt = at,
        EventKey = at.UtcTicks,
        DeliveryId = "00000000000000ff",
        Type = type,
        HasReply = true,
        QueuedAt = null,
        Recipient = Markup,
        Domain = Markup,
        Provider = Markup,
        Relay = Markup,
        MessageId = Markup,
        Reply = Markup,
        IsRawReply = true,
        TemplateId = templateId,
        Template = Markup,
        Stage = Stage.RcptTo,
        Code = 421,
        EnhancedCode = "4.7.0",
        Class = meaning ?? Class(type: type),
        Campaign = Markup,
        Stream = Markup,
        Pool = Markup,
        SendingIp = Markup,
        ListSource = Markup,
        Segment = Markup,
        Client = Markup,
        FromDomain = Markup,
        ReturnPathDomain = Markup,
        DkimDomain = Markup,
        Source = Markup,
        ImportId = 1,
    };

    public static ReplyRow Reply(DateTimeOffset at, string text = Markup) => new(
        7, "yahoo", EventType.Deferred, text, Markup, 421, "4.7.0", false, Class(), 12, 0, 0, at, at, at);
}
