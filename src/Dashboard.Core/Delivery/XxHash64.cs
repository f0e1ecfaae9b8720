using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Dashboard.Core.Delivery;

/// <summary>
/// The 64-bit xxHash (XXH64 of the published specification, version 0.1.1), in pieces or at once. Hashes are stored, so the
/// algorithm is part of the data: it never changes. Not for secrets.
/// </summary>
public struct XxHash64
{
    private const ulong Prime1 = 11400714785074694791;
    private const ulong Prime2 = 14029467366897019727;
    private const ulong Prime3 = 1609587929392839161;
    private const ulong Prime4 = 9650029242287828579;
    private const ulong Prime5 = 2870177450012600261;
    private const int StripeLength = 32;

    private readonly ulong _seed;
    private ulong _lane1;
    private ulong _lane2;
    private ulong _lane3;
    private ulong _lane4;
    private ulong _length;
    private Stripe _pending;

    /// <summary>Starts a hash.</summary>
    public XxHash64(ulong seed)
    {
        unchecked
        {
            _seed = seed;
            _lane1 = seed + Prime1 + Prime2;
            _lane2 = seed + Prime2;
            _lane3 = seed;
            _lane4 = seed - Prime1;
        }
    }

    /// <summary>The hash of <paramref name="data"/> at once.</summary>
    public static ulong Hash(ReadOnlySpan<byte> data, ulong seed)
    {
        var hash = new XxHash64(seed);
        hash.Append(data);
        return hash.ToHash();
    }

    /// <summary>Adds bytes; in how many pieces they come does not matter.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        var held = (int)(_length % StripeLength);
        _length = unchecked(_length + (ulong)data.Length);
        Span<byte> pending = _pending;
        if (held > 0)
        {
            var taken = Math.Min(StripeLength - held, data.Length);
            data[..taken].CopyTo(pending[held..]);
            data = data[taken..];
            if (held + taken < StripeLength)
            {
                return;
            }
            Consume(pending);
        }
        while (data.Length >= StripeLength)
        {
            Consume(data);
            data = data[StripeLength..];
        }
        data.CopyTo(pending);
    }

    /// <summary>The hash of everything added so far; more can be added afterwards.</summary>
    public readonly ulong ToHash()
    {
        unchecked
        {
            var hash = _seed + Prime5;
            if (_length >= StripeLength)
            {
                hash = BitOperations.RotateLeft(_lane1, 1) + BitOperations.RotateLeft(_lane2, 7)
                    + BitOperations.RotateLeft(_lane3, 12) + BitOperations.RotateLeft(_lane4, 18);
                hash = Merge(Merge(Merge(Merge(hash, _lane1), _lane2), _lane3), _lane4);
            }
            ReadOnlySpan<byte> pending = _pending;
            return Finish(hash + _length, pending[..(int)(_length % StripeLength)]);
        }
    }

    private void Consume(ReadOnlySpan<byte> stripe)
    {
        _lane1 = Round(_lane1, BinaryPrimitives.ReadUInt64LittleEndian(stripe));
        _lane2 = Round(_lane2, BinaryPrimitives.ReadUInt64LittleEndian(stripe[8..]));
        _lane3 = Round(_lane3, BinaryPrimitives.ReadUInt64LittleEndian(stripe[16..]));
        _lane4 = Round(_lane4, BinaryPrimitives.ReadUInt64LittleEndian(stripe[24..]));
    }

    private static ulong Round(ulong lane, ulong input) =>
        unchecked(BitOperations.RotateLeft(lane + (input * Prime2), 31) * Prime1);

    private static ulong Merge(ulong hash, ulong lane) => unchecked(((hash ^ Round(0, lane)) * Prime1) + Prime4);

    private static ulong Finish(ulong hash, ReadOnlySpan<byte> rest)
    {
        unchecked
        {
            for (; rest.Length >= 8; rest = rest[8..])
            {
                hash = (BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(rest)), 27) * Prime1) + Prime4;
            }
            if (rest.Length >= 4)
            {
                hash = (BitOperations.RotateLeft(hash ^ (BinaryPrimitives.ReadUInt32LittleEndian(rest) * Prime1), 23) * Prime2) + Prime3;
                rest = rest[4..];
            }
            foreach (var value in rest)
            {
                hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
            }
            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }

    [InlineArray(StripeLength)]
    private struct Stripe
    {
        private byte _first;
    }
}
