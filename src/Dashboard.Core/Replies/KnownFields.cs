using Dashboard.Core.Delivery;

namespace Dashboard.Core.Replies;

/// <summary>What the log itself says varies in a reply. UTF-8; empty means not known.</summary>
/// <param name="Recipient">Envelope recipient.</param>
/// <param name="Sender">Envelope sender.</param>
/// <param name="SendingIp">Our address.</param>
/// <param name="Relay">Host name of the receiving server.</param>
/// <param name="MessageId">Message-ID or envelope id.</param>
public readonly ref struct KnownFields(
    ReadOnlySpan<byte> Recipient,
    ReadOnlySpan<byte> Sender,
    ReadOnlySpan<byte> SendingIp,
    ReadOnlySpan<byte> Relay,
    ReadOnlySpan<byte> MessageId)
{
    /// <summary>Envelope recipient.</summary>
    public ReadOnlySpan<byte> Recipient { get; } = Recipient;

    /// <summary>Envelope sender.</summary>
    public ReadOnlySpan<byte> Sender { get; } = Sender;

    /// <summary>Our address.</summary>
    public ReadOnlySpan<byte> SendingIp { get; } = SendingIp;

    /// <summary>Host name of the receiving server.</summary>
    public ReadOnlySpan<byte> Relay { get; } = Relay;

    /// <summary>Message-ID or envelope id.</summary>
    public ReadOnlySpan<byte> MessageId { get; } = MessageId;

    /// <summary>The fields of a decoded log line; valid as long as its buffers are.</summary>
    public static KnownFields Of(LogEvent logEvent) => new(
        logEvent.Recipient.Span, logEvent.Sender.Span, logEvent.SendingIp.Span, logEvent.Relay.Span, logEvent.MessageId.Span);
}
