using Dashboard.Core.Delivery;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>One delivery in a list: where it stands, and its last word. Texts come from outside.</summary>
public sealed record DeliveryRow
{
    /// <summary>16 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its first event, UTC: usually the first attempt.</summary>
    public required DateTimeOffset FirstEventAt { get; init; }

    /// <summary>Identity of the first event; with its time the place in the list.</summary>
    public required long FirstEventKey { get; init; }

    /// <summary>Its newest event, UTC.</summary>
    public required DateTimeOffset LastEventAt { get; init; }

    /// <summary>Where it stands now, also where that was decided after the range asked for.</summary>
    public required DeliveryState State { get; init; }

    /// <summary>Whether the recipient reported it as abuse, whatever its state.</summary>
    public required bool IsComplained { get; init; }

    /// <summary>Tries known: expirations, later bounces and complaints are none.</summary>
    public required int Attempts { get; init; }

    /// <summary>Provider id of the first event, under which the delivery is counted.</summary>
    public required string Provider { get; init; }

    /// <summary>Campaign of the first event; empty when not known.</summary>
    public required string Campaign { get; init; }

    /// <summary>Stream of the first event; empty when not known.</summary>
    public required string Stream { get; init; }

    /// <summary>The newest event that carries a server's word: a give-up or a complaint only where nothing else is known.</summary>
    public required AttemptRow Last { get; init; }

    internal static DeliveryRow Read(NpgsqlDataReader reader)
    {
        var last = AttemptRow.Read(reader);
        return new DeliveryRow
        {
            Id = last.DeliveryId,
            FirstEventAt = reader.GetFieldValue<DateTimeOffset>(AttemptRow.ColumnCount),
            FirstEventKey = reader.GetInt64(AttemptRow.ColumnCount + 1),
            LastEventAt = reader.GetFieldValue<DateTimeOffset>(AttemptRow.ColumnCount + 2),
            State = (DeliveryState)reader.GetInt16(AttemptRow.ColumnCount + 3),
            IsComplained = reader.GetBoolean(AttemptRow.ColumnCount + 4),
            Attempts = reader.GetInt32(AttemptRow.ColumnCount + 5),
            Provider = reader.GetString(AttemptRow.ColumnCount + 6),
            Campaign = reader.GetString(AttemptRow.ColumnCount + 7),
            Stream = reader.GetString(AttemptRow.ColumnCount + 8),
            Last = last,
        };
    }
}
