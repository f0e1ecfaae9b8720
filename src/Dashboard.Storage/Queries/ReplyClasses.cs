using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>Reads a stored class.</summary>
internal static class ReplyClasses
{
    /// <summary>The columns to select, in the order in which <see cref="Read"/> reads them, from class <c>k</c>.</summary>
    public const string Columns =
        "coalesce(k.reason, 0::smallint), k.sub_reason, coalesce(k.fault, 0::smallint), coalesce(k.bucket, 5::smallint), k.actions, coalesce(k.rule_id, 'unclassified'), coalesce(k.tier, 0::smallint)";

    public static ReplyClass Read(NpgsqlDataReader reader, int at, EventType type)
    {
        var reason = (Reason)reader.GetInt16(at);
        short[] actions = reader.IsDBNull(at + 4) ? [(short)NextAction.Investigate] : reader.GetFieldValue<short[]>(at + 4);
        return new ReplyClass(
            type == EventType.Complaint ? "complaint" : Category.For(type, reason).Name,
            reason,
            reader.IsDBNull(at + 1) ? null : reader.GetString(at + 1),
            (Fault)reader.GetInt16(at + 2),
            (FailureBucket)reader.GetInt16(at + 3),
            Array.ConvertAll(actions, a => (NextAction)a),
            reader.GetString(at + 5),
            (EvidenceTier)reader.GetInt16(at + 6));
    }
}
