using System.Runtime.InteropServices;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;

namespace Dashboard.Storage.Writing;

/// <summary>What one batch adds to the cells of every cube and to the latency histograms.</summary>
internal sealed class CellChanges(WorkspaceHours hours, Func<int, ContextIds> contextIds) : ICellSink
{
    private readonly Dictionary<CellKey, int[]>[] _cells = [.. Cube.All.Select(_ => new Dictionary<CellKey, int[]>())];

    public Dictionary<LatencyKey, LatencyChange> Latencies { get; } = [];

    public IReadOnlyDictionary<CellKey, int[]> Of(int cube) => _cells[cube];

    public void Add(DateTime at, CellPlace place, Counter counter, int amount)
    {
        var hour = hours.HourOf(at);
        var day = hours.DayOf(at);
        var ids = contextIds(place.ContextId);
        for (var i = 0; i < _cells.Length; i++)
        {
            var cube = Cube.All[i];
            ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells[i], cube.KeyOf(cube.IsDaily ? day : hour, place, ids), out _);
            counts ??= new int[Counters.Count];
            counts[(int)counter] += amount;
        }
    }

    public void AddLatency(DateTime at, bool byCohort, CellPlace place, AcceptanceTimes times, int amount)
    {
        var key = new LatencyKey(hours.HourOf(at), byCohort, contextIds(place.ContextId).FlowId, place.RouteId);
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(Latencies, key, out _);
        change ??= new LatencyChange(new(), new(), new());
        if (times is { Total: { } total, Queue: { } queue })
        {
            change.Total.Add(LatencyHistogram.BucketOf(total), amount);
            change.Queue.Add(LatencyHistogram.BucketOf(queue), amount);
        }

        change.Receiver.Add(LatencyHistogram.BucketOf(times.Receiver), amount);
    }
}

/// <summary>Which histogram.</summary>
internal readonly record struct LatencyKey(DateTime Hour, bool ByCohort, int FlowId, int RouteId);

/// <summary>The three times, never mixed.</summary>
internal sealed record LatencyChange(LatencyHistogram Total, LatencyHistogram Queue, LatencyHistogram Receiver);
