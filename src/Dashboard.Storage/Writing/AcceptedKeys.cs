namespace Dashboard.Storage.Writing;

/// <summary>
/// Remembers, in fixed memory and with a few false alarms, which deliveries this import has shown accepted (a Bloom filter). While no
/// other import of the source exists, a delivery it has not seen cannot have an earlier acceptance in the store.
/// </summary>
internal sealed class AcceptedKeys
{
    private const int Bits = 1 << 25;
    private readonly ulong[] _bits = new ulong[Bits / 64];

    public void Add(long deliveryKey)
    {
        var (first, second) = Positions(deliveryKey);
        _bits[first >> 6] |= 1UL << (first & 63);
        _bits[second >> 6] |= 1UL << (second & 63);
    }

    public bool MayHold(long deliveryKey)
    {
        var (first, second) = Positions(deliveryKey);
        return (_bits[first >> 6] & (1UL << (first & 63))) != 0 && (_bits[second >> 6] & (1UL << (second & 63))) != 0;
    }

    // The key is two hashes side by side; spread so that both halves reach both positions.
    private static (int First, int Second) Positions(long key)
    {
        var mixed = (ulong)key * 0x9E3779B97F4A7C15;
        return ((int)(mixed >> 39), (int)((mixed >> 6) & (Bits - 1)));
    }
}
