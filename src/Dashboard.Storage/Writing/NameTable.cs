using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Gives names numbers. A name gets a handle at once, in memory; its row id is known after <see cref="StoreAsync"/>, which a batch
/// calls in its own transaction before it writes rows that carry the id.
/// </summary>
/// <typeparam name="T">What a row holds.</typeparam>
/// <param name="storage">Its table.</param>
/// <param name="newNames">What the import has brought so far.</param>
internal sealed class NameTable<T>(NameStorage<T> storage, NewNames newNames)
{
    private readonly Dictionary<byte[], int> _handles = new(Utf8Comparer.Instance);
    private readonly List<T> _rows = [];
    private readonly List<int> _ids = [];
    private readonly HashSet<int> _others = [];
    private int _stored;

    /// <summary>How many names are held.</summary>
    public int Count => _rows.Count;

    /// <summary>True when some names have no row of their own.</summary>
    public bool HasOthers => _others.Count > 0;

    /// <summary>The row behind a handle.</summary>
    public T this[int handle] => _rows[handle];

    /// <summary>The row id behind a handle; 0 until stored.</summary>
    public int Id(int handle) => _ids[handle];

    /// <summary>True for a name that shares the row of all that came too late for one of their own.</summary>
    public bool IsOther(int handle) => _others.Contains(handle);

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

    /// <summary>Changes what rows hold besides their keys; what is stored stays.</summary>
    public void Change(Func<T, T> change)
    {
        for (var i = 0; i < _rows.Count; i++)
        {
            _rows[i] = change(_rows[i]);
        }
    }

    /// <summary>Stores names met since the last call, as many as may be new, and learns their ids.</summary>
    public async Task StoreAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_stored == _rows.Count)
        {
            return;
        }

        var rows = _rows.GetRange(_stored, _rows.Count - _stored);
        var found = await storage.FindAsync(rows, connection, cancellationToken);
        // Several names may be one row, as contexts are whose flows are counted together: such stay together.
        var missing = Enumerable.Range(0, found.Length).Where(i => found[i] is null).GroupBy(i => storage.KeyOf(rows[i])).ToArray();
        if (missing.Length > 0)
        {
            var taken = newNames.Take(storage.Limit, missing.Length);
            await InsertAsync(rows, [.. missing[..taken].SelectMany(same => same)], found, connection, cancellationToken);
            await ShareAsync(rows, [.. missing[taken..].SelectMany(same => same)], found, connection, cancellationToken);
        }

        for (var i = 0; i < found.Length; i++)
        {
            _ids[_stored + i] = found[i] ?? throw new InvalidOperationException($"One of the {storage.Limit.Kind} was not stored.");
        }

        _stored = _rows.Count;
    }

    /// <summary>After a rolled back transaction the ids may not exist: stores and learns them again.</summary>
    public void Unstore()
    {
        _stored = 0;
        _others.Clear();
    }

    /// <summary>Forgets everything, to bound memory.</summary>
    public void Clear()
    {
        _handles.Clear();
        _rows.Clear();
        _ids.Clear();
        _others.Clear();
        _stored = 0;
    }

    private async Task InsertAsync(List<T> rows, int[] places, int?[] ids, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (places.Length == 0)
        {
            return;
        }

        List<T> chosen = [.. places.Select(i => rows[i])];
        await storage.InsertAsync(chosen, connection, cancellationToken);
        var found = await storage.FindAsync(chosen, connection, cancellationToken);
        for (var i = 0; i < places.Length; i++)
        {
            ids[places[i]] = found[i];
        }
    }

    private async Task ShareAsync(List<T> rows, int[] places, int?[] ids, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (places.Length == 0)
        {
            return;
        }

        var shared = places.ToLookup(i => storage.OtherOf(rows[i]));
        List<T> others = [.. shared.Select(s => s.Key)];
        await storage.InsertAsync(others, connection, cancellationToken);
        var found = await storage.FindAsync(others, connection, cancellationToken);
        for (var i = 0; i < others.Count; i++)
        {
            foreach (var place in shared[others[i]])
            {
                ids[place] = found[i];
                _others.Add(_stored + place);
            }
        }
    }
}
