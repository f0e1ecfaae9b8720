using System.Buffers.Binary;

namespace Dashboard.Core.Delivery;

/// <summary>Hashes and how often each came: open addressing over two plain arrays, 12 bytes a slot.</summary>
internal sealed class OccurrenceTable
{
    public const int EntryBytes = 12;

    private const int SmallestSlots = 16;

    private ulong[] _hashes;
    private int[] _counts;

    public OccurrenceTable(int expected = 0)
    {
        var slots = SmallestSlots;
        while (expected * 4L > slots * 3L)
        {
            slots *= 2;
        }
        (_hashes, _counts) = (new ulong[slots], new int[slots]);
    }

    public int Count { get; private set; }

    public long Bytes => (long)_hashes.Length * EntryBytes;

    /// <summary>Counts one more of a hash and returns the new count.</summary>
    public int Increment(ulong hash) => Add(hash, 1);

    /// <summary>Hands every entry to the table that <paramref name="child"/> names.</summary>
    public void Distribute(Func<ulong, OccurrenceTable> child)
    {
        for (var slot = 0; slot < _counts.Length; slot++)
        {
            if (_counts[slot] > 0)
            {
                child(_hashes[slot]).Add(_hashes[slot], _counts[slot]);
            }
        }
    }

    /// <summary>Writes the entries, <see cref="EntryBytes"/> each.</summary>
    public void WriteTo(Span<byte> destination)
    {
        for (var slot = 0; slot < _counts.Length; slot++)
        {
            if (_counts[slot] > 0)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(destination, _hashes[slot]);
                BinaryPrimitives.WriteInt32LittleEndian(destination[8..], _counts[slot]);
                destination = destination[EntryBytes..];
            }
        }
    }

    public static OccurrenceTable ReadFrom(ReadOnlySpan<byte> entries)
    {
        var table = new OccurrenceTable(entries.Length / EntryBytes);
        for (; !entries.IsEmpty; entries = entries[EntryBytes..])
        {
            table.Add(BinaryPrimitives.ReadUInt64LittleEndian(entries), BinaryPrimitives.ReadInt32LittleEndian(entries[8..]));
        }
        return table;
    }

    private int Add(ulong hash, int count)
    {
        if ((Count + 1) * 4L > _hashes.Length * 3L)
        {
            Grow();
        }
        var mask = _hashes.Length - 1;
        var slot = (int)(hash & (uint)mask);
        while (_counts[slot] != 0 && _hashes[slot] != hash)
        {
            slot = (slot + 1) & mask;
        }
        if (_counts[slot] == 0)
        {
            _hashes[slot] = hash;
            Count++;
        }
        return _counts[slot] += count;
    }

    private void Grow()
    {
        var (hashes, counts) = (_hashes, _counts);
        (_hashes, _counts, Count) = (new ulong[hashes.Length * 2], new int[hashes.Length * 2], 0);
        for (var slot = 0; slot < counts.Length; slot++)
        {
            if (counts[slot] > 0)
            {
                Add(hashes[slot], counts[slot]);
            }
        }
    }
}
