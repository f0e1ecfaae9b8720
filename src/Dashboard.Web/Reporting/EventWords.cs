using System.Diagnostics;
using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;

namespace Dashboard.Web.Reporting;

/// <summary>Events, stages and states of deliveries in words, with the colour each has everywhere.</summary>
public static class EventWords
{
    /// <summary>What happened.</summary>
    public static string Label(EventType type) => type switch
    {
        EventType.Accepted => "Accepted",
        EventType.Deferred => "Deferred",
        EventType.Rejected => "Refused",
        EventType.Expired => "Gave up",
        EventType.AsynchronousBounce => "Bounced later",
        EventType.Complaint => "Reported as abuse",
        EventType.Throttled => "Queue held back",
        _ => throw new UnreachableException(),
    };

    /// <summary>What happened, in a sentence.</summary>
    public static string Meaning(EventType type) => type switch
    {
        EventType.Accepted => "The receiving server took responsibility for the message.",
        EventType.Deferred => "Not now: the sending server tries again later.",
        EventType.Rejected => "Refused for good: the sending server does not try again.",
        EventType.Expired => "The sending server gave up: it does not try again. The reply is the last one it got.",
        EventType.AsynchronousBounce => "A bounce came back by mail after the message had been accepted.",
        EventType.Complaint => "The recipient reported the message as abuse.",
        EventType.Throttled => "A whole queue could not be served: its mail waits. No single message was tried.",
        _ => throw new UnreachableException(),
    };

    /// <summary>Where in the SMTP conversation the reply came.</summary>
    public static string Label(Stage stage) => stage switch
    {
        Stage.Unknown => "not logged",
        Stage.Connect => "on connecting",
        Stage.Ehlo => "at the greeting (EHLO or STARTTLS)",
        Stage.MailFrom => "at the sender (MAIL FROM)",
        Stage.RcptTo => "at the recipient (RCPT TO)",
        Stage.Data => "before the message (DATA)",
        Stage.EndOfData => "after the message (end of data)",
        _ => throw new UnreachableException(),
    };

    /// <summary>Where a delivery stands.</summary>
    public static string Label(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "Waiting",
        DeliveryState.Accepted => "Accepted",
        DeliveryState.Rejected => "Refused",
        DeliveryState.Expired => "Gave up",
        DeliveryState.BouncedLater => "Accepted, then bounced",
        DeliveryState.NotAttempted => "Never attempted",
        _ => throw new UnreachableException(),
    };

    /// <summary>Where a delivery stands, in a sentence.</summary>
    public static string Meaning(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => "No final answer yet: the sending server will try again.",
        DeliveryState.Accepted => "The receiving server took the message. That is not the same as “in the inbox”.",
        DeliveryState.Rejected => "The message was refused for good.",
        DeliveryState.Expired => "The sending server gave up after its queue lifetime.",
        DeliveryState.BouncedLater => "The receiving server took the message, and a bounce came back by mail afterwards.",
        DeliveryState.NotAttempted => "Only a bounce or a complaint is known: the logs show no attempt.",
        _ => throw new UnreachableException(),
    };

    /// <summary>In which figure of a report an event ends up.</summary>
    public static string CountsAs(EventType type, FailureBucket bucket) => type switch
    {
        EventType.Accepted => "Accepted.",
        EventType.Deferred => "Deferred. Never a hard bounce: the sending server tries again.",
        EventType.Expired => "Gave up. Never a hard bounce.",
        EventType.Complaint => "Complaint.",
        EventType.Throttled => "Queue held back: counted apart, no attempt and no delivery.",
        EventType.AsynchronousBounce => bucket == FailureBucket.Hard
            ? "Bounced after acceptance, because the address is bad."
            : "Bounced after acceptance.",
        EventType.Rejected => bucket switch
        {
            FailureBucket.Hard => "Hard bounce: the address is bad.",
            FailureBucket.Block => "Block: refused because of us as a sender. Not a hard bounce.",
            FailureBucket.Local => "Local failure: it failed on our own side. Not a hard bounce.",
            FailureBucket.Other or FailureBucket.None => "Other refusal. Not a hard bounce.",
            FailureBucket.Unclassified => "Not classified. Not a hard bounce.",
            _ => throw new UnreachableException(),
        },
        _ => throw new UnreachableException(),
    };

    /// <summary>The CSS colour variable of an event; refusals take the colour of their part of the acceptance bar.</summary>
    public static string Colour(EventType type, FailureBucket bucket) => type switch
    {
        EventType.Accepted => "--d-accepted",
        EventType.Deferred or EventType.Throttled => "--d-waiting",
        EventType.Expired => "--d-gave-up",
        EventType.Rejected or EventType.AsynchronousBounce or EventType.Complaint => Colour(bucket),
        _ => throw new UnreachableException(),
    };

    /// <summary>The CSS colour variable of where a delivery stands.</summary>
    public static string Colour(DeliveryState state, FailureBucket bucket) => state switch
    {
        DeliveryState.Waiting => Colour(EventType.Deferred, bucket),
        DeliveryState.Accepted => Colour(EventType.Accepted, bucket),
        DeliveryState.Expired => Colour(EventType.Expired, bucket),
        DeliveryState.Rejected or DeliveryState.BouncedLater or DeliveryState.NotAttempted => Colour(bucket),
        _ => throw new UnreachableException(),
    };

    private static string Colour(FailureBucket bucket) => bucket switch
    {
        FailureBucket.Hard => "--d-bad-address",
        FailureBucket.Block or FailureBucket.Local => "--d-refused-us",
        FailureBucket.Other or FailureBucket.Unclassified or FailureBucket.None => "--d-their-problem",
        _ => throw new UnreachableException(),
    };
}
