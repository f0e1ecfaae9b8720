namespace Dashboard.Storage.Writing;

/// <summary>Remembers keys in fixed memory and with a few false alarms (a Bloom filter): what it does not hold was certainly not added.</summary>
internal sealed class KeyFilter
{
    private const int Bits = 1 << 25;
    private readonly ulong[] _bits = new ulong[Bits / 64];

    /// <summary>So many keys, and one in seven that were not added seems to be held.</summary>
    public const int Capacity = 8_000_000;

    /// <summary>Keys added.</summary>
    public int Count { get; private set; }

    public void Add(long key)
    {
        var (first, second) = Positions(key);
        _bits[first >> 6] |= 1UL << (first & 63);
        _bits[second >> 6] |= 1UL << (second & 63);
        Count++;
    }

    public bool MayHold(long key)
    {
        var (first, second) = Positions(key);
        return (_bits[first >> 6] & (1UL << (first & 63))) != 0 && (_bits[second >> 6] & (1UL << (second & 63))) != 0;
    }

    public void Clear()
    {
        Array.Clear(_bits);
        Count = 0;
    }

    // A delivery's key is two hashes side by side; spread so that both halves reach both positions.
    private static (int First, int Second) Positions(long key)
    {
        var mixed = (ulong)key * 0x9E3779B97F4A7C15;
        return ((int)(mixed >> 39), (int)((mixed >> 6) & (Bits - 1)));
    }
}
