using Dashboard.Core.Delivery;
using Dashboard.Storage.Imports;

namespace Dashboard.Storage.Writing;

/// <summary>Counts what the new events of a batch showed: what a source can show is found from it.</summary>
internal sealed class SeenEvents
{
    private static readonly int Types = Enum.GetValues<EventType>().Length;

    // The order of SeenWords.All.
    private readonly long[] _counts = new long[SeenWords.All.Count];

    public void Add(in PendingEvent e)
    {
        _counts[(int)e.Type]++;
        _counts[Types] += e.QueuedAt is null ? 0 : 1;
        _counts[Types + 1] += e.HasReplyText ? 1 : 0;
        _counts[Types + 2] += e.HasStage ? 1 : 0;
        _counts[Types + 3] += e.Relay >= 0 ? 1 : 0;
    }

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
}
