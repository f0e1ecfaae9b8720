using System.Runtime.InteropServices;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;

namespace Dashboard.Storage.Writing;

/// <summary>What one batch adds to the cells of every cube and to the latency histograms.</summary>
internal sealed class CellChanges(WorkspaceHours hours, Func<int, ContextIds> contextIds) : ICellSink
{
    private readonly Dictionary<CellKey, int[]>[] _cells = [.. Cube.All.Select(_ => new Dictionary<CellKey, int[]>())];

    /// <summary>By hour, stream and route.</summary>
    public Dictionary<LatencyKey, LatencyChange> StreamLatencies { get; } = [];

    /// <summary>By day, flow and route.</summary>
    public Dictionary<LatencyKey, LatencyChange> FlowLatencies { get; } = [];

    /// <summary>
    /// The changes of one cube, in key order: an index is walked fastest in one direction. Where a new event has left a delivery's earlier
    /// contribution as it was, nothing changes and nothing is listed.
    /// </summary>
    public KeyValuePair<CellKey, int[]>[] Of(int cube)
    {
        var cells = _cells[cube].Where(c => c.Value.AsSpan().ContainsAnyExcept(0)).ToArray();
        Array.Sort(cells, (a, b) => a.Key.CompareTo(b.Key));
        return cells;
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

    /// <summary>By how much each counter changes over all cells.</summary>
    public IReadOnlyDictionary<string, long> Totals()
    {
        var totals = new long[Counters.Count];
        foreach (var counts in _cells[0].Values)
        {
            for (var i = 0; i < totals.Length; i++)
            {
                totals[i] += counts[i];
            }
        }

        return Enum.GetValues<Counter>().Where(c => totals[(int)c] != 0).ToDictionary(c => c.ToString(), c => totals[(int)c]);
    }

    public void Add(DateTime at, CellPlace place, Counter counter, int amount)
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            Cell(i, at, place)[(int)counter] += amount;
        }
    }

    public void AddAcceptedAtOnce(DateTime at, CellPlace place, int amount)
    {
        for (var i = 0; i < _cells.Length; i++)
        {
            var counts = Cell(i, at, place);
            counts[(int)Counter.AttemptsAccepted] += amount;
            counts[(int)Counter.FinallyAccepted] += amount;
            counts[(int)Counter.Attempted] += amount;
            counts[(int)Counter.Accepted] += amount;
        }
    }

    public void AddLatency(DateTime at, bool byCohort, CellPlace place, AcceptanceTimes times, int amount)
    {
        var ids = contextIds(place.ContextId);
        Add(StreamLatencies, new LatencyKey(hours.HourOf(at), byCohort, ids.StreamId, place.RouteId), times, amount);
        Add(FlowLatencies, new LatencyKey(hours.DayOf(at), byCohort, ids.FlowId, place.RouteId), times, amount);
    }

    private static void Add(Dictionary<LatencyKey, LatencyChange> latencies, LatencyKey key, AcceptanceTimes times, int amount)
    {
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(latencies, key, out _);
        change ??= new LatencyChange(new(), new(), new());
        if (times is { Total: { } total, Queue: { } queue })
        {
            change.Total.Add(LatencyHistogram.BucketOf(total), amount);
            change.Queue.Add(LatencyHistogram.BucketOf(queue), amount);
        }

        change.Receiver.Add(LatencyHistogram.BucketOf(times.Receiver), amount);
    }

    private int[] Cell(int cube, DateTime at, CellPlace place)
    {
        var key = Cube.All[cube].KeyOf(Cube.All[cube].IsDaily ? hours.DayOf(at) : hours.HourOf(at), place, contextIds(place.ContextId));
        ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells[cube], key, out _);
        return counts ??= new int[Counters.Count];
    }
}

/// <summary>Which histogram; the id is a stream's or a flow's.</summary>
internal readonly record struct LatencyKey(DateTime Hour, bool ByCohort, int Id, int RouteId) : IComparable<LatencyKey>
{
    /// <summary>The same as a cell's key.</summary>
    public CellKey AsCell => new(Hour, ByCohort ? 1 : 0, Id, RouteId, 0);

    public int CompareTo(LatencyKey other) => AsCell.CompareTo(other.AsCell);

    public override int GetHashCode() => AsCell.GetHashCode();
}

/// <summary>The three times, never mixed.</summary>
internal sealed record LatencyChange(LatencyHistogram Total, LatencyHistogram Queue, LatencyHistogram Receiver)
{
    /// <summary>True when nothing changes.</summary>
    public bool IsEmpty => Total.IsEmpty && Queue.IsEmpty && Receiver.IsEmpty;
}
