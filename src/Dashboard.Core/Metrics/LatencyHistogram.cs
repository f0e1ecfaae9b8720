using System.Buffers.Binary;

namespace Dashboard.Core.Metrics;

/// <summary>
/// Counts of durations that merge by addition: one bucket a second up to 64 s, then 32 a doubling, so that a percentile is exact to
/// the second below a minute and within 1.1 % above. Durations over 64 days fall into the last bucket.
/// </summary>
public sealed class LatencyHistogram
{
    private const int LinearBuckets = 64;
    private const int PerOctave = 32;
    private const int BucketCount = LinearBuckets + (PerOctave * 17);

    // A cell's histogram has a handful of buckets and there are many of them; a report's has most buckets and takes many additions.
    private const int MostSparse = 24;
    private readonly List<(int Bucket, long Count)> _sparse = [];
    private long[]? _dense;

    /// <summary>Durations counted.</summary>
    public long Count { get; private set; }

    /// <summary>True when no bucket holds anything.</summary>
    public bool IsEmpty => _dense is null ? !_sparse.Exists(c => c.Count != 0) : !_dense.AsSpan().ContainsAnyExcept(0);

    /// <summary>The bucket a duration falls into.</summary>
    public static int BucketOf(TimeSpan duration)
    {
        var seconds = duration.TotalSeconds;
        if (seconds < LinearBuckets)
        {
            return Math.Max(0, (int)seconds);
        }

        return Math.Min(BucketCount - 1, LinearBuckets + (int)(Math.Log2(seconds / LinearBuckets) * PerOctave));
    }

    /// <summary>Empties it, to be used for the next: one with many buckets takes 5 KB.</summary>
    public void Clear()
    {
        Count = 0;
        _sparse.Clear();
        _dense.AsSpan().Clear();
    }

    /// <summary>Adds (or, with a negative amount, takes back) durations of one bucket.</summary>
    public void Add(int bucket, long amount)
    {
        Count += amount;
        if (_dense is not null)
        {
            _dense[bucket] += amount;
            return;
        }

        var at = _sparse.Count;
        while (at > 0 && _sparse[at - 1].Bucket > bucket)
        {
            at--;
        }

        if (at > 0 && _sparse[at - 1].Bucket == bucket)
        {
            _sparse[at - 1] = (bucket, _sparse[at - 1].Count + amount);
        }
        else
        {
            _sparse.Insert(at, (bucket, amount));
        }

        if (_sparse.Count > MostSparse)
        {
            _dense = new long[BucketCount];
            _sparse.ForEach(c => _dense[c.Bucket] = c.Count);
        }
    }

    /// <summary>Adds all counts of another histogram.</summary>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other._dense is null)
        {
            foreach (var (bucket, count) in other._sparse)
            {
                Add(bucket, count);
            }

            return;
        }

        for (var bucket = 0; bucket < other._dense.Length; bucket++)
        {
            if (other._dense[bucket] != 0)
            {
                Add(bucket, other._dense[bucket]);
            }
        }
    }

    /// <summary>Adds all counts of a packed histogram.</summary>
    public void Add(ReadOnlySpan<byte> packed)
    {
        while (packed.Length >= 6)
        {
            Add(BinaryPrimitives.ReadUInt16LittleEndian(packed), BinaryPrimitives.ReadInt32LittleEndian(packed[2..]));
            packed = packed[6..];
        }
    }

    /// <summary>How many durations a packed histogram holds.</summary>
    public static long CountOf(ReadOnlySpan<byte> packed)
    {
        long count = 0;
        for (; packed.Length >= 6; packed = packed[6..])
        {
            count += BinaryPrimitives.ReadInt32LittleEndian(packed[2..]);
        }

        return count;
    }

    /// <summary>The form kept in the store: (bucket: 2 bytes, count: 4 bytes) pairs; null when empty.</summary>
    public byte[]? Pack()
    {
        var counts = Counts().ToList();
        if (counts.Count == 0)
        {
            return null;
        }

        var packed = new byte[counts.Count * 6];
        var rest = packed.AsSpan();
        foreach (var (bucket, count) in counts)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, (ushort)bucket);
            BinaryPrimitives.WriteInt32LittleEndian(rest[2..], (int)count);
            rest = rest[6..];
        }

        return packed;
    }

    /// <summary>The nearest-rank percentile in seconds; null when nothing was counted.</summary>
    /// <param name="share">0 to 1: 0.95 for p95.</param>
    public double? Percentile(double share)
    {
        Span<double> seconds = [0];
        return TryPercentiles([share], seconds) ? seconds[0] : null;
    }

    /// <summary>Several nearest-rank percentiles at once.</summary>
    /// <param name="shares">0 to 1, rising.</param>
    /// <param name="seconds">Receives one percentile for each share.</param>
    /// <returns>False when nothing was counted.</returns>
    public bool TryPercentiles(ReadOnlySpan<double> shares, Span<double> seconds)
    {
        long below = 0;
        var found = 0;
        foreach (var (bucket, count) in Counts())
        {
            below += count;
            while (found < shares.Length && below >= Math.Max(1, (long)Math.Ceiling(shares[found] * Count)))
            {
                seconds[found++] = Seconds(bucket);
            }

            if (found == shares.Length)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many took at most this long (to the bucket that holds it).</summary>
    public long CountWithin(TimeSpan limit)
    {
        var last = BucketOf(limit);
        long within = 0;
        foreach (var (bucket, count) in Counts())
        {
            if (bucket > last)
            {
                break;
            }

            within += count;
        }

        return within;
    }

    // Buckets that hold something, shortest durations first.
    private IEnumerable<(int Bucket, long Count)> Counts()
    {
        if (_dense is null)
        {
            for (var i = 0; i < _sparse.Count; i++)
            {
                if (_sparse[i].Count != 0)
                {
                    yield return _sparse[i];
                }
            }

            yield break;
        }

        for (var bucket = 0; bucket < _dense.Length; bucket++)
        {
            if (_dense[bucket] != 0)
            {
                yield return (bucket, _dense[bucket]);
            }
        }
    }

    private static double Seconds(int bucket) =>
        bucket < LinearBuckets ? bucket : LinearBuckets * Math.Pow(2, (bucket - LinearBuckets + 0.5) / PerOctave);
}
