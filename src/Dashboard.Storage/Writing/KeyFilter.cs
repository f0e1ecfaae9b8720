using System.Numerics;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Remembers keys in fixed memory and with a few false alarms (a Bloom filter of three hashes): what it does not hold was certainly not
/// added.
/// </summary>
/// <param name="capacity">So many keys, and one in forty that were not added seems to be held. Memory: a byte a key.</param>
internal sealed class KeyFilter(int capacity)
{
    private readonly ulong[] _bits = new ulong[BitOperations.RoundUpToPowerOf2((uint)capacity * 8) / 64];

    /// <summary>Keys added.</summary>
    public int Count { get; private set; }

    /// <summary>True when more keys were added than it was made for.</summary>
    public bool IsFull => Count > capacity;

    public void Add(long key)
    {
        var (position, step) = Spread(key);
        for (var i = 0; i < 3; i++, position += step)
        {
            var bit = (int)(position & (uint)((_bits.Length * 64) - 1));
            _bits[bit >> 6] |= 1UL << (bit & 63);
        }

        Count++;
    }

    public bool MayHold(long key)
    {
        var (position, step) = Spread(key);
        for (var i = 0; i < 3; i++, position += step)
        {
            var bit = (int)(position & (uint)((_bits.Length * 64) - 1));
            if ((_bits[bit >> 6] & (1UL << (bit & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    public void Clear()
    {
        Array.Clear(_bits);
        Count = 0;
    }

    // A delivery's key is two hashes side by side; mixed so that both reach every position.
    private static (uint Position, uint Step) Spread(long key)
    {
        var mixed = (ulong)key * 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 32)) * 0xD6E8FEB86659FD93;
        mixed ^= mixed >> 32;
        return ((uint)mixed, (uint)(mixed >> 32) | 1);
    }
}
