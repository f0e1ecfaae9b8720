using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>What an importer must find in a sender's file, from the truth that made it.</summary>
public sealed record SenderCounts
{
    /// <summary>Rows that are events, or for an aggregated file rows of counts.</summary>
    public required long DataRows { get; init; }

    /// <summary>Rows that are none: titles, the header, totals, queue records; empty lines are counted too.</summary>
    public required long OtherRows { get; init; }

    /// <summary>Queue records (PowerMTA <c>tq</c>) among <see cref="OtherRows"/>.</summary>
    public long QueueRecords { get; init; }

    /// <summary>Events by type; only types that the file shows. For an aggregated file the sums of its columns.</summary>
    public required IReadOnlyDictionary<EventType, long> Events { get; init; }

    /// <summary>Null where the file does not tell deliveries apart.</summary>
    public DeliveryCounts? Deliveries { get; init; }

    /// <summary>Everything that happened, whether this file shows it or not.</summary>
    public required GroundTruth Truth { get; init; }

    /// <summary>Events of a type; 0 where the file does not show it.</summary>
    public long Of(EventType type) => Events.GetValueOrDefault(type);
}

/// <summary>Deliveries as a file lets them be seen. A give-up record proves attempts, also where no deferral is shown.</summary>
/// <param name="Attempted">Deliveries with an attempt that the file shows or proves.</param>
/// <param name="Accepted">Accepted in the session.</param>
/// <param name="Rejected">Finally refused in the session.</param>
/// <param name="Expired">Given up.</param>
/// <param name="FirstDeferred">First attempt deferred; null where deferrals are not shown.</param>
/// <param name="EverDeferred">Deferred at least once; null where deferrals are not shown.</param>
/// <param name="RetrySucceeded">Deferred, then accepted; null where deferrals are not shown.</param>
/// <param name="AcceptedThenBounced">Accepted, then bounced by mail; null where that is not shown.</param>
/// <param name="Complained">Accepted, then complained of; null where that is not shown.</param>
public sealed record DeliveryCounts(
    long Attempted,
    long Accepted,
    long Rejected,
    long Expired,
    long? FirstDeferred,
    long? EverDeferred,
    long? RetrySucceeded,
    long? AcceptedThenBounced,
    long? Complained)
{
    /// <summary>Deliveries with a final state.</summary>
    public long Resolved => Accepted + Rejected + Expired;

    /// <summary>Deliveries that are still tried.</summary>
    public long Waiting => Attempted - Resolved;

    /// <summary>As a file shows them that holds these types of events.</summary>
    internal static DeliveryCounts Of(TruthCell truth, IReadOnlyCollection<EventType> shown)
    {
        var hasDeferrals = shown.Contains(EventType.Deferred);
        return new DeliveryCounts(
            hasDeferrals ? truth.Attempted : truth.Resolved,
            truth.DeliveriesAccepted,
            truth.DeliveriesRejected,
            truth.DeliveriesExpired,
            hasDeferrals ? truth.FirstDeferred : null,
            hasDeferrals ? truth.EverDeferred : null,
            hasDeferrals ? truth.RetrySucceeded : null,
            shown.Contains(EventType.AsynchronousBounce) ? truth.AcceptedThenBounced : null,
            shown.Contains(EventType.Complaint) ? truth.Complained : null);
    }
}
