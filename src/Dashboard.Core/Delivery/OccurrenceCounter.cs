using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Dashboard.Core.Delivery;

/// <summary>
/// Numbers identical events of one file: the first is 1, the next identical one 2. Exact, in bounded memory: hashes are kept by the
/// quarter of an hour in which their events happened; the quarters not used for longest go to a temporary file and come back when a
/// straggler asks for them. A quarter that is too full is split by hash. Not for use by two threads at once.
/// </summary>
/// <param name="spillFolder">Where the temporary file is made when one is needed; it vanishes on dispose.</param>
/// <param name="memoryBytes">What the tables may take. The directory of quarters comes on top: about a tenth of a byte for every event.</param>
public sealed class OccurrenceCounter(string spillFolder, int memoryBytes = OccurrenceCounter.DefaultMemoryBytes) : IDisposable
{
    /// <summary>12 MiB: the whole stays below 16 MiB up to some ten million events.</summary>
    public const int DefaultMemoryBytes = 12 << 20;

    private const int LargestSlicesInMemory = 512;
    private const int SliceOverheadBytes = 150;
    private const int BitsPerSplit = 2;
    private const int DeepestSplit = 28;

    private readonly Dictionary<SliceKey, Slice> _slices = [];
    private readonly List<Slice> _inMemory = [];
    private readonly int _entriesPerSlice = Math.Max(64, memoryBytes / OccurrenceTable.EntryBytes / LargestSlicesInMemory);
    private SafeFileHandle? _file;
    private long _fileLength;
    private long _tablesBytes;
    private long _clock;

    /// <summary>Bytes of tables held in memory now.</summary>
    public long MemoryBytes => _tablesBytes;

    /// <summary>Bytes of the temporary file; 0 when none was needed.</summary>
    public long SpilledBytes => _fileLength;

    /// <summary>How many identical events there were up to this one, itself included.</summary>
    /// <param name="occurredAt">The event's time; identical events have the same.</param>
    /// <param name="hash">From <see cref="EventIdentity.Hash"/>.</param>
    public int Next(DateTime occurredAt, ulong hash)
    {
        var slice = Find(occurredAt.Ticks / (15 * TimeSpan.TicksPerMinute), hash);
        var table = slice.Table!;
        var before = table.Bytes;
        var occurrence = table.Increment(hash);
        _tablesBytes += table.Bytes - before;
        if (_tablesBytes > memoryBytes)
        {
            Spill(slice);
        }
        return occurrence;
    }

    /// <summary>Removes the temporary file.</summary>
    public void Dispose() => _file?.Dispose();

    private Slice Find(long quarter, ulong hash)
    {
        for (var depth = 0; ; depth++)
        {
            var key = KeyOf(quarter, depth, hash);
            if (!_slices.TryGetValue(key, out var slice))
            {
                slice = new Slice();
                _slices.Add(key, slice);
                Hold(slice, new OccurrenceTable());
            }
            if (slice.IsSplit)
            {
                continue;
            }
            slice.LastUsed = ++_clock;
            if (slice.Table is null)
            {
                Load(slice);
            }
            if (slice.Table!.Count < _entriesPerSlice || depth == DeepestSplit)
            {
                return slice;
            }
            Split(slice, quarter, depth);
        }
    }

    private static SliceKey KeyOf(long quarter, int depth, ulong hash) =>
        new(quarter, depth, depth == 0 ? 0 : hash >> (64 - (BitsPerSplit * depth)));

    private void Split(Slice slice, long quarter, int depth)
    {
        var children = new Dictionary<SliceKey, OccurrenceTable>();
        slice.Table!.Distribute(hash =>
        {
            var key = KeyOf(quarter, depth + 1, hash);
            if (!children.TryGetValue(key, out var child))
            {
                children.Add(key, child = new OccurrenceTable());
            }
            return child;
        });
        slice.IsSplit = true;
        Release(slice);
        _inMemory.Remove(slice);
        foreach (var (key, table) in children)
        {
            var child = new Slice { LastUsed = _clock };
            _slices.Add(key, child);
            Hold(child, table);
        }
    }

    private void Spill(Slice inUse)
    {
        // A quarter of the memory at once: sorting every time would cost more than the writing.
        _inMemory.Sort((one, two) => one.LastUsed.CompareTo(two.LastUsed));
        var spilled = 0;
        for (; spilled < _inMemory.Count && _tablesBytes > memoryBytes / 4 * 3; spilled++)
        {
            if (_inMemory[spilled] == inUse)
            {
                break;
            }
            Save(_inMemory[spilled]);
        }
        _inMemory.RemoveRange(0, spilled);
    }

    private void Save(Slice slice)
    {
        _file ??= File.OpenHandle(
            Path.Combine(spillFolder, $"occurrences-{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None,
            FileOptions.DeleteOnClose);
        var table = slice.Table!;
        var length = table.Count * OccurrenceTable.EntryBytes;
        if (length > slice.Room)
        {
            // Outgrown its place: a new one with room to grow.
            (slice.Offset, slice.Room) = (_fileLength, length + (length / 2));
            _fileLength += slice.Room;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        table.WriteTo(buffer);
        RandomAccess.Write(_file, buffer.AsSpan(0, length), slice.Offset);
        ArrayPool<byte>.Shared.Return(buffer);
        slice.Entries = table.Count;
        Release(slice);
    }

    private void Load(Slice slice)
    {
        var length = slice.Entries * OccurrenceTable.EntryBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        for (var got = 0; got < length;)
        {
            var count = RandomAccess.Read(_file!, buffer.AsSpan(got, length - got), slice.Offset + got);
            if (count == 0)
            {
                throw new InvalidDataException("The temporary file of identical events was cut by someone else.");
            }
            got += count;
        }
        Hold(slice, OccurrenceTable.ReadFrom(buffer.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Hold(Slice slice, OccurrenceTable table)
    {
        slice.Table = table;
        _inMemory.Add(slice);
        _tablesBytes += table.Bytes + SliceOverheadBytes;
    }

    private void Release(Slice slice)
    {
        _tablesBytes -= slice.Table!.Bytes + SliceOverheadBytes;
        slice.Table = null;
    }

    private readonly record struct SliceKey(long Quarter, int Depth, ulong Prefix);

    private sealed class Slice
    {
        public OccurrenceTable? Table { get; set; }

        public bool IsSplit { get; set; }

        public long LastUsed { get; set; }

        public int Entries { get; set; }

        public long Offset { get; set; }

        public int Room { get; set; }
    }
}
