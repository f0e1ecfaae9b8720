using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>What really happened in one cell of one dimension. Events by their own time, deliveries by their first attempt's.</summary>
public sealed class TruthCell
{
    private readonly long[] _events = new long[Enum.GetValues<EventType>().Length];

    /// <summary>Deliveries with an attempt.</summary>
    public long Attempted { get; set; }

    /// <summary>Accepted, refused or given up.</summary>
    public long Resolved => DeliveriesAccepted + DeliveriesRejected + DeliveriesExpired;

    public long Waiting => Attempted - Resolved;

    public long DeliveriesAccepted { get; set; }

    public long DeliveriesRejected { get; set; }

    public long DeliveriesExpired { get; set; }

    /// <summary>First attempt deferred.</summary>
    public long FirstDeferred { get; set; }

    public long EverDeferred { get; set; }

    /// <summary>Deferred at least once, accepted in the end.</summary>
    public long RetrySucceeded { get; set; }

    public long AcceptedThenBounced { get; set; }

    public long Complained { get; set; }

    /// <summary>Log lines of a type.</summary>
    public long Events(EventType type) => _events[(int)type];

    public void CountEvent(EventType type) => _events[(int)type]++;
}
