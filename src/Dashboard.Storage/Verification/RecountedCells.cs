using System.Runtime.InteropServices;
using Dashboard.Core.Metrics;
using Dashboard.Storage.Writing;

namespace Dashboard.Storage.Verification;

/// <summary>Every count and histogram of a recount that has not been compared yet.</summary>
internal sealed class RecountedCells(CellChanges counted)
{
    private readonly Dictionary<CellKey, int[]>[] _cells = [.. Cube.All.Select(_ => new Dictionary<CellKey, int[]>())];

    /// <summary>The histograms, in the order of <see cref="LatencyTable.All"/>.</summary>
    public IReadOnlyList<Dictionary<LatencyKey, LatencyChange>> Latencies { get; } = [.. LatencyTable.All.Select(_ => new Dictionary<LatencyKey, LatencyChange>())];

    /// <summary>Takes in what was counted since the last call.</summary>
    public void Absorb()
    {
        for (var cube = 0; cube < _cells.Length; cube++)
        {
            var changes = counted.Of(cube);
            for (var i = 0; i < changes.Count; i++)
            {
                ref var sums = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells[cube], changes.Key(i), out _);
                sums ??= new int[Counters.Count];
                var counts = changes.Counts(i);
                for (var c = 0; c < sums.Length; c++)
                {
                    sums[c] += counts[c];
                }
            }
        }

        for (var i = 0; i < Latencies.Count; i++)
        {
            Absorb(counted.Latencies(LatencyTable.All[i]), Latencies[i]);
        }

        counted.Clear();
    }

    /// <summary>Takes out the cells of one cube that lie before a time.</summary>
    public IReadOnlyDictionary<CellKey, int[]> Take(int cube, DateTime before)
    {
        var taken = _cells[cube].Where(c => c.Key.Hour < before).ToDictionary();
        foreach (var key in taken.Keys)
        {
            _cells[cube].Remove(key);
        }

        return taken;
    }

    private static void Absorb(Dictionary<LatencyKey, LatencyChange> from, Dictionary<LatencyKey, LatencyChange> to)
    {
        foreach (var (key, change) in from)
        {
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(to, key, out _);
            sum ??= LatencyChange.None();
            sum.Add(change);
        }
    }
}
