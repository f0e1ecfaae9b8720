namespace Dashboard.Core.Delivery;

/// <summary>One event of a delivery, with everything that decides its state and where it is counted. Ids are the store's.</summary>
/// <param name="OccurredAt">When, UTC.</param>
/// <param name="EventKey">Identity; breaks ties of time so that the order does not depend on arrival.</param>
/// <param name="Type">What happened.</param>
/// <param name="HasRemoteReply">False when no server answered.</param>
/// <param name="QueuedAt">When the message was queued, UTC; null when not known.</param>
/// <param name="Place">Where it is counted.</param>
public readonly record struct DeliveryEvent(
    DateTime OccurredAt, long EventKey, EventType Type, bool HasRemoteReply, DateTime? QueuedAt, CellPlace Place)
    : IComparable<DeliveryEvent>
{
    /// <summary>By time; at the same time a deferral comes before an acceptance before a refusal; then by key.</summary>
    public int CompareTo(DeliveryEvent other)
    {
        var byTime = OccurredAt.CompareTo(other.OccurredAt);
        if (byTime != 0)
        {
            return byTime;
        }

        var byType = Rank(Type).CompareTo(Rank(other.Type));
        return byType != 0 ? byType : EventKey.CompareTo(other.EventKey);
    }

    private static int Rank(EventType type) => type == EventType.Deferred ? -1 : (int)type;
}

/// <summary>The dimensions under which an event is counted; ids are the store's.</summary>
/// <param name="ContextId">Sender-side dimensions.</param>
/// <param name="DomainId">Recipient domain.</param>
/// <param name="RouteId">How the receiver was reached, from which its provider follows.</param>
/// <param name="TemplateId">The reply.</param>
public readonly record struct CellPlace(int ContextId, int DomainId, int RouteId, int TemplateId);
