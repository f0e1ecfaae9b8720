using Dashboard.Core.Metrics;

namespace Dashboard.Storage.Writing;

/// <summary>The changes of one cube: its cells in key order, each once, with what is added to its counters.</summary>
internal sealed class CubeChanges
{
    private CellKey[] _keys = new CellKey[1 << 10];
    private int[] _rows = new int[1 << 10];
    private int[] _counts = new int[Counters.Count << 10];

    /// <summary>How many cells change.</summary>
    public int Count { get; private set; }

    /// <summary>The key of a cell.</summary>
    public CellKey Key(int cell) => _keys[cell];

    /// <summary>What is added to a cell's counters.</summary>
    public ReadOnlySpan<int> Counts(int cell) => _counts.AsSpan(cell * Counters.Count, Counters.Count);

    public void Clear() => Count = 0;

    /// <summary>Takes a row of counts for a cell; a cell may come several times before <see cref="Merge"/>.</summary>
    public void Add(CellKey key, int row)
    {
        if (Count == _keys.Length)
        {
            Array.Resize(ref _keys, Count * 2);
            Array.Resize(ref _rows, Count * 2);
        }

        _keys[Count] = key;
        _rows[Count++] = row;
    }

    /// <summary>Sorts the cells and adds up the rows of each; one in which nothing is left is left out.</summary>
    public void Merge(int[] rows)
    {
        Array.Sort(_keys, _rows, 0, Count);
        if (_counts.Length < Count * Counters.Count)
        {
            _counts = new int[_keys.Length * Counters.Count];
        }

        var cells = 0;
        for (var i = 0; i < Count;)
        {
            var key = _keys[i];
            var sum = _counts.AsSpan(cells * Counters.Count, Counters.Count);
            rows.AsSpan(_rows[i] * Counters.Count, Counters.Count).CopyTo(sum);
            for (i++; i < Count && _keys[i] == key; i++)
            {
                var counts = rows.AsSpan(_rows[i] * Counters.Count, Counters.Count);
                for (var c = 0; c < sum.Length; c++)
                {
                    sum[c] += counts[c];
                }
            }

            if (sum.ContainsAnyExcept(0))
            {
                _keys[cells++] = key;
            }
        }

        Count = cells;
    }
}
