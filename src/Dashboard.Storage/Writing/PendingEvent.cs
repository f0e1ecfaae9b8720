using Dashboard.Core.Delivery;

namespace Dashboard.Storage.Writing;

/// <summary>One event of a batch that is not stored yet. Names are handles of the session's name tables; texts lie in the batch's arena.</summary>
internal struct PendingEvent
{
    public DateTime OccurredAt;
    public DateTime? QueuedAt;
    public long EventKey;
    public long DeliveryKey;
    public int Context;
    public int Domain;
    public int Route;
    public int Relay;
    public int Template;
    public EventType Type;
    public bool HasReply;
    public bool IsDuplicate;
    public bool HasReplyText;
    public bool HasStage;
    public TextSlice Recipient;
    public TextSlice MessageId;
    public TextSlice Reply;
}

/// <summary>Where a text lies in the arena; length 0 means none.</summary>
internal readonly record struct TextSlice(int Start, int Length);
