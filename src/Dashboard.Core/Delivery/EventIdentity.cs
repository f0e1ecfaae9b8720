using System.Buffers.Binary;

namespace Dashboard.Core.Delivery;

/// <summary>
/// What makes two log lines the same event: the provider's id of the event, else the row's own identity, else a hash over the decoded,
/// mapped fields in a fixed order. Quoting, column order, encoding,
/// compression and file name do not matter. Identical lines of one file are told apart by their occurrence
/// (<see cref="OccurrenceCounter"/>), so that the same lines again in an overlapping file are the same events. Hashes are stored:
/// fields and order never change.
/// </summary>
public static class EventIdentity
{
    // Not 0, with which fields are hashed.
    private const ulong EventIdSeed = 1;

    /// <summary>The hash of the event's identity fields, before its occurrence is known.</summary>
    public static ulong Hash(LogEvent logEvent)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        if (!logEvent.EventId.IsEmpty)
        {
            return XxHash64.Hash(logEvent.EventId.Span, EventIdSeed);
        }
        if (logEvent.RowHash is { } rowHash)
        {
            return rowHash;
        }
        var hash = new XxHash64(0);
        Span<byte> head = stackalloc byte[9];
        head[0] = (byte)logEvent.Type;
        BinaryPrimitives.WriteInt64LittleEndian(head[1..], logEvent.QueuedAt?.Ticks ?? -1);
        hash.Append(head);
        Append(ref hash, logEvent.TimeText.Span);
        Append(ref hash, logEvent.Recipient.Span);
        Append(ref hash, logEvent.Sender.Span);
        Append(ref hash, logEvent.MessageId.Span);
        Append(ref hash, logEvent.Campaign.Span);
        Append(ref hash, logEvent.Reply.Span);
        Append(ref hash, logEvent.Status.Span);
        Append(ref hash, logEvent.Relay.Span);
        Append(ref hash, logEvent.SendingIp.Span);
        Append(ref hash, logEvent.Pool.Span);
        if (logEvent.Type == EventType.Throttled)
        {
            Append(ref hash, logEvent.Queue.Span);
        }
        return hash.ToHash();
    }

    /// <summary>The key of the n-th event with this hash in one file.</summary>
    /// <param name="hash">From <see cref="Hash"/>.</param>
    /// <param name="occurrence">From 1.</param>
    public static ulong WithOccurrence(ulong hash, int occurrence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(occurrence, 1);
        if (occurrence == 1)
        {
            return hash;
        }
        Span<byte> both = stackalloc byte[12];
        BinaryPrimitives.WriteUInt64LittleEndian(both, hash);
        BinaryPrimitives.WriteInt32LittleEndian(both[8..], occurrence);
        return XxHash64.Hash(both, 0);
    }

    // The length in front keeps "ab","c" and "a","bc" apart.
    private static void Append(ref XxHash64 hash, ReadOnlySpan<byte> field)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, unchecked((ushort)field.Length));
        hash.Append(length);
        hash.Append(field);
    }
}
