using System.Buffers.Binary;

namespace Dashboard.Core.Delivery;

/// <summary>
/// The 64-bit key of a delivery: high half from the recipient alone, low half from scope, message id and recipient. One index then
/// finds a recipient's deliveries (a range) and one delivery (a point). Keys are stored: the form never changes.
/// </summary>
public static class DeliveryIdentity
{
    /// <summary>The key of the event's delivery.</summary>
    /// <param name="logEvent">A filled event.</param>
    /// <param name="scope">The source, or the group of sources that see the same deliveries.</param>
    /// <returns>Null when the log names no message: every final event is then a delivery of its own (a weak source).</returns>
    public static ulong? Key(LogEvent logEvent, long scope)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        if (logEvent.MessageId.IsEmpty)
        {
            return null;
        }
        Span<byte> recipient = stackalloc byte[Recipient.MaxBytes];
        recipient = recipient[..Recipient.Normalize(logEvent.Recipient.Span, recipient, out _)];
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, scope);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], logEvent.MessageId.Length);
        var hash = new XxHash64(0);
        hash.Append(head);
        hash.Append(logEvent.MessageId.Span);
        hash.Append(recipient);
        return ((ulong)Half(XxHash64.Hash(recipient, 0)) << 32) | Half(hash.ToHash());
    }

    /// <summary>The high half of every key of this recipient.</summary>
    public static uint RecipientHash(ReadOnlySpan<byte> recipient)
    {
        Span<byte> normal = stackalloc byte[Recipient.MaxBytes];
        return Half(XxHash64.Hash(normal[..Recipient.Normalize(recipient, normal, out _)], 0));
    }

    private static uint Half(ulong hash) => (uint)(hash >> 32);
}
