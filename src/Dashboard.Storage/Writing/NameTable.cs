using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Gives names numbers. A name gets a handle at once, in memory; its row id is known after <see cref="StoreAsync"/>, which a batch
/// calls in its own transaction before it writes rows that carry the id.
/// </summary>
/// <typeparam name="T">What a row holds.</typeparam>
internal sealed class NameTable<T>(Func<IReadOnlyList<T>, NpgsqlConnection, CancellationToken, Task<int[]>> store)
{
    private readonly Dictionary<byte[], int> _handles = new(Utf8Comparer.Instance);
    private readonly List<T> _rows = [];
    private readonly List<int> _ids = [];
    private int _stored;

    /// <summary>How many names are held.</summary>
    public int Count => _rows.Count;

    /// <summary>The row behind a handle.</summary>
    public T this[int handle] => _rows[handle];

    /// <summary>The row id behind a handle; 0 until stored.</summary>
    public int Id(int handle) => _ids[handle];

    /// <summary>The handle of a key already met, or -1.</summary>
    public int Find(ReadOnlySpan<byte> key) =>
        _handles.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var handle) ? handle : -1;

    /// <summary>Takes a new name.</summary>
    public int Add(ReadOnlySpan<byte> key, T row)
    {
        var handle = _rows.Count;
        _handles.Add(key.ToArray(), handle);
        _rows.Add(row);
        _ids.Add(0);
        return handle;
    }

    /// <summary>Stores names met since the last call and learns their ids.</summary>
    public async Task StoreAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_stored == _rows.Count)
        {
            return;
        }

        var ids = await store(_rows.GetRange(_stored, _rows.Count - _stored), connection, cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            _ids[_stored + i] = ids[i];
        }

        _stored = _rows.Count;
    }

    /// <summary>After a rolled back transaction the ids may not exist: stores and learns them again.</summary>
    public void Unstore() => _stored = 0;

    /// <summary>Forgets everything, to bound memory.</summary>
    public void Clear()
    {
        _handles.Clear();
        _rows.Clear();
        _ids.Clear();
        _stored = 0;
    }
}
