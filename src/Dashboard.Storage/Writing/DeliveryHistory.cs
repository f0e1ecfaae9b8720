using System.Buffers.Binary;
using Dashboard.Core.Delivery;

namespace Dashboard.Storage.Writing;

/// <summary>The events of a delivery in the form kept with it: 41 bytes each.</summary>
internal static class DeliveryHistory
{
    private const int Size = 41;
    private const byte ReplyFlag = 0x80;

    public static byte[] Pack(IReadOnlyList<DeliveryEvent> events)
    {
        var packed = new byte[events.Count * Size];
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            var at = packed.AsSpan(i * Size, Size);
            BinaryPrimitives.WriteInt64LittleEndian(at, e.OccurredAt.Ticks);
            BinaryPrimitives.WriteInt64LittleEndian(at[8..], e.EventKey);
            BinaryPrimitives.WriteInt64LittleEndian(at[16..], e.QueuedAt?.Ticks ?? -1);
            at[24] = (byte)((byte)e.Type | (e.HasRemoteReply ? ReplyFlag : 0));
            BinaryPrimitives.WriteInt32LittleEndian(at[25..], e.Place.ContextId);
            BinaryPrimitives.WriteInt32LittleEndian(at[29..], e.Place.DomainId);
            BinaryPrimitives.WriteInt32LittleEndian(at[33..], e.Place.RouteId);
            BinaryPrimitives.WriteInt32LittleEndian(at[37..], e.Place.TemplateId);
        }

        return packed;
    }

    public static List<DeliveryEvent> Unpack(ReadOnlySpan<byte> packed)
    {
        var events = new List<DeliveryEvent>(packed.Length / Size);
        for (; packed.Length >= Size; packed = packed[Size..])
        {
            var queuedAt = BinaryPrimitives.ReadInt64LittleEndian(packed[16..]);
            events.Add(new DeliveryEvent(
                new DateTime(BinaryPrimitives.ReadInt64LittleEndian(packed), DateTimeKind.Utc),
                BinaryPrimitives.ReadInt64LittleEndian(packed[8..]),
                (EventType)(packed[24] & ~ReplyFlag),
                (packed[24] & ReplyFlag) != 0,
                queuedAt < 0 ? null : new DateTime(queuedAt, DateTimeKind.Utc),
                new CellPlace(
                    BinaryPrimitives.ReadInt32LittleEndian(packed[25..]),
                    BinaryPrimitives.ReadInt32LittleEndian(packed[29..]),
                    BinaryPrimitives.ReadInt32LittleEndian(packed[33..]),
                    BinaryPrimitives.ReadInt32LittleEndian(packed[37..]))));
        }

        return events;
    }
}
