using Dashboard.Core.Delivery;
using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>One delivery: its state and every event known, oldest first.</summary>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Events">All events in order; never empty.</param>
/// <param name="Times">How long the acceptance took; null when it was not accepted.</param>
public sealed record DeliveryTimeline(string Id, DeliveryState State, IReadOnlyList<AttemptRow> Events, AcceptanceTimes? Times)
{
    /// <summary>How many were tries (not expirations, bounces or complaints).</summary>
    public int Attempts => Events.Count(e => e.Type.IsAttempt());
}

/// <summary>Reads one delivery's timeline.</summary>
public sealed class DeliveryQuery(NpgsqlDataSource dataSource)
{
    // More events than any queue makes of one delivery; a bad key must not fill a page.
    private const int MostEvents = 500;

    /// <summary>The delivery behind an id, or null when none is known. Events about whole queues belong to none.</summary>
    public async Task<DeliveryTimeline?> ReadAsync(long deliveryKey, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("delivery");
        await using var command = dataSource.CreateCommand(
            $"""
            select {AttemptRow.Columns}
            from attempts a
            {AttemptRow.Joins}
            where a.delivery_key = @key and a.type <> {(int)EventType.Throttled}
            order by a.occurred_at, a.event_key
            limit {MostEvents}
            """);
        command.Parameters.AddWithValue("key", deliveryKey);
        var events = new List<AttemptRow>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                events.Add(AttemptRow.Read(reader));
            }
        }

        return events.Count == 0 ? null : TimelineOf(DeliveryIds.Format(deliveryKey), events);
    }

    // The same fold that the counts are made with, so that a timeline never says anything else than they do.
    private static DeliveryTimeline TimelineOf(string id, List<AttemptRow> events)
    {
        var times = new TimesOnly();
        var folded = events.Select(e => new DeliveryEvent(
            e.OccurredAt.UtcDateTime, e.EventKey, e.Type, e.HasReply, e.QueuedAt?.UtcDateTime, new CellPlace(0, 0, 0, e.TemplateId))).ToArray();
        var state = DeliveryFold.Apply(folded, 1, times);
        return new DeliveryTimeline(id, state, events, times.Times);
    }

    private sealed class TimesOnly : ICellSink
    {
        public AcceptanceTimes? Times { get; private set; }

        public void Add(DateTime at, CellPlace place, Core.Metrics.Counter counter, int amount)
        {
        }

        public void AddAcceptedAtOnce(DateTime at, CellPlace place, AcceptanceTimes times, int amount) => Times = times;

        public void AddLatency(DateTime at, bool byCohort, CellPlace place, AcceptanceTimes times, int amount) => Times = times;
    }
}
