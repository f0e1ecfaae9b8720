using Dashboard.Core.Delivery;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>Reads an attempt <c>a</c> back as an event of its delivery.</summary>
internal static class StoredEvents
{
    /// <summary>The columns to select, in the order in which <see cref="Read"/> reads them; the delivery key comes first.</summary>
    public const string Columns =
        "a.delivery_key, a.occurred_at, a.event_key, a.type, a.has_reply, a.queued_at, a.context_id, a.domain_id, a.route_id, a.template_id";

    public static DeliveryEvent Read(NpgsqlDataReader reader) => new(
        reader.GetDateTime(1),
        reader.GetInt64(2),
        (EventType)reader.GetInt16(3),
        reader.GetBoolean(4),
        reader.IsDBNull(5) ? null : reader.GetDateTime(5),
        new CellPlace(reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8), reader.GetInt32(9)));
}
