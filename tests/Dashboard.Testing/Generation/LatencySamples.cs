namespace Dashboard.Testing.Generation;

/// <summary>Latencies in whole seconds, all of them, kept as counts.</summary>
public sealed class LatencySamples
{
    private readonly SortedDictionary<long, long> _counts = [];

    public long Count { get; private set; }

    public long Sum { get; private set; }

    public void Add(long seconds)
    {
        _counts[seconds] = _counts.GetValueOrDefault(seconds) + 1;
        Count++;
        Sum += seconds;
    }

    /// <summary>Nearest rank; <paramref name="share"/> from 0 to 1.</summary>
    public long Percentile(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        foreach (var (seconds, count) in _counts)
        {
            rank -= count;
            if (rank <= 0)
            {
                return seconds;
            }
        }
        throw new InvalidOperationException("There are no samples.");
    }
}
