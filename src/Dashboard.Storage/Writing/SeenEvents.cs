using Dashboard.Core.Delivery;
using Dashboard.Storage.Imports;

namespace Dashboard.Storage.Writing;

/// <summary>Counts what the new events of a batch showed: what a source can show is found from it.</summary>
internal sealed class SeenEvents
{
    private static readonly int Types = Enum.GetValues<EventType>().Length;

    // The order of SeenWords.All.
    private readonly long[] _counts = new long[SeenWords.All.Count];

    public void Add(in PendingEvent e) => Add(e.Type, e.QueuedAt is not null, e.HasReplyText, e.HasStage, e.Relay >= 0);

    public void Add(in StoredAttempt a) => Add(a.Event.Type, a.Event.QueuedAt is not null, a.HasReplyText, a.HasStage, a.HasRelay);

    /// <summary>A new dictionary with both; what was never seen is absent.</summary>
    public Dictionary<string, long> AddedTo(IReadOnlyDictionary<string, long> before)
    {
        var sum = new Dictionary<string, long>(before);
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] > 0)
            {
                sum[SeenWords.All[i]] = sum.GetValueOrDefault(SeenWords.All[i]) + _counts[i];
            }
        }

        return sum;
    }

    private void Add(EventType type, bool hasQueueTime, bool hasReplyText, bool hasStage, bool hasRelay)
    {
        _counts[(int)type]++;
        _counts[Types] += hasQueueTime ? 1 : 0;
        _counts[Types + 1] += hasReplyText ? 1 : 0;
        _counts[Types + 2] += hasStage ? 1 : 0;
        _counts[Types + 3] += hasRelay ? 1 : 0;
    }
}
