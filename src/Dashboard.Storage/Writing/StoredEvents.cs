using Dashboard.Core.Delivery;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>Reads an attempt back as an event of its delivery.</summary>
internal static class StoredEvents
{
    /// <summary>
    /// Columns in this order: delivery_key, occurred_at, event_key, type, has_reply, queued_at, context_id, domain_id, route_id,
    /// template_id, flow_id, stream_id.
    /// </summary>
    public static DeliveryEvent Read(NpgsqlDataReader reader, Dictionary<int, ContextIds> contextIds)
    {
        var contextId = reader.GetInt32(6);
        contextIds[contextId] = new ContextIds(reader.GetInt32(10), reader.GetInt32(11));
        return new DeliveryEvent(
            reader.GetDateTime(1),
            reader.GetInt64(2),
            (EventType)reader.GetInt16(3),
            reader.GetBoolean(4),
            reader.IsDBNull(5) ? null : reader.GetDateTime(5),
            new CellPlace(contextId, reader.GetInt32(7), reader.GetInt32(8), reader.GetInt32(9)));
    }
}
