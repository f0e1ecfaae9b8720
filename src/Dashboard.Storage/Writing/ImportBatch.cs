using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;

namespace Dashboard.Storage.Writing;

/// <summary>The events of one batch, in memory: their names are handles, their texts lie in one buffer. Used again for the next batch.</summary>
internal sealed class ImportBatch(int sourceId, EventNames names)
{
    /// <summary>Events that a batch takes.</summary>
    public const int MostEvents = 65_536;

    private const int MostTextBytes = 16 << 20;

    private PendingEvent[] _events = new PendingEvent[256];

    /// <summary>How many events it holds.</summary>
    public int Count { get; private set; }

    /// <summary>True when no further text should be added.</summary>
    public bool IsFullOfText => Texts.Used > MostTextBytes || names.IsFullOfText;

    /// <summary>The events.</summary>
    public Span<PendingEvent> Events => _events.AsSpan(0, Count);

    /// <summary>One of them.</summary>
    public ref PendingEvent this[int index] => ref _events[index];

    /// <summary>What their handles mean.</summary>
    public EventNames Names => names;

    /// <summary>What their texts are.</summary>
    public TextArena Texts { get; } = new();

    /// <summary>The key of an event's delivery.</summary>
    /// <param name="e">The event.</param>
    /// <param name="eventKey">Key of the event: without an id of the message it is a delivery of its own, that can be found by its recipient.</param>
    public long DeliveryKey(LogEvent e, long eventKey) => (long)(DeliveryIdentity.Key(e, sourceId)
        ?? (((ulong)DeliveryIdentity.RecipientHash(e.Recipient.Span) << 32) | (uint)eventKey));

    /// <summary>Takes an event; its memory is copied.</summary>
    public void Add(LogEvent e, ulong identity)
    {
        if (Count == MostEvents)
        {
            throw new InvalidOperationException("The batch is full: store it first (IsBatchDue).");
        }

        if (Count == _events.Length)
        {
            Array.Resize(ref _events, Count * 2);
        }

        ref var pending = ref _events[Count];
        pending = default;
        names.Resolve(e, ref pending);
        pending.OccurredAt = e.OccurredAt;
        pending.QueuedAt = e.QueuedAt;
        pending.Type = e.Type;
        pending.HasReply = e.HasRemoteReply;
        pending.HasReplyText = !e.Reply.IsEmpty;
        pending.HasStage = e.Stage != Stage.Unknown;
        // The same line at another source is another event.
        pending.EventKey = (long)(identity ^ (ulong)sourceId * 0x9E3779B97F4A7C15);
        pending.DeliveryKey = DeliveryKey(e, pending.EventKey);
        pending.Recipient = Texts.Add(e.Recipient.Span);
        pending.MessageId = Texts.Add(e.MessageId.Span);
        pending.Reply = e.Type == EventType.Accepted ? default : Texts.Add(e.Reply.Span);
        Count++;
    }

    /// <summary>The workspace's hours in which its events lie, in order.</summary>
    public DateTime[] Hours(WorkspaceHours hours)
    {
        var found = new SortedSet<DateTime>();
        var last = default(DateTime);
        foreach (ref readonly var e in Events)
        {
            var hour = hours.HourOf(e.OccurredAt);
            if (hour != last)
            {
                found.Add(hour);
                last = hour;
            }
        }

        return [.. found];
    }

    /// <summary>Gives its routes the providers of another directory.</summary>
    public void Follow(ProviderDirectory providers) => names.Follow(providers, Events);

    public void Clear()
    {
        Count = 0;
        Texts.Clear();
        names.ForgetNewClasses();
        if (names.IsFull)
        {
            names.Clear();
        }
    }
}
