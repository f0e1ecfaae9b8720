using System.Runtime.InteropServices;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;

namespace Dashboard.Storage.Writing;

/// <summary>By which hour an acceptance counts in the histograms.</summary>
internal enum LatencyClock
{
    /// <summary>That of the acceptance.</summary>
    Event,

    /// <summary>That of the delivery's first event.</summary>
    Cohort,

    /// <summary>They are the same.</summary>
    Both,
}

/// <summary>What one batch adds to the latency histograms, by hour, context and route.</summary>
internal sealed class LatencyChanges
{
    private readonly Dictionary<CellKey, LatencyChange> _changes = [];

    public void Add(DateTime hour, LatencyClock clock, CellPlace place, AcceptanceTimes times, int amount)
    {
        ref var change = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _changes, new CellKey(hour, (int)clock, place.ContextId, place.RouteId, 0), out _);
        change ??= LatencyChange.None();
        if (times is { Total: { } total, Queue: { } queue })
        {
            change.Total.Add(LatencyHistogram.BucketOf(total), amount);
            change.Queue.Add(LatencyHistogram.BucketOf(queue), amount);
        }

        change.Receiver.Add(LatencyHistogram.BucketOf(times.Receiver), amount);
    }

    /// <summary>The changes of one table.</summary>
    /// <param name="keyOf">From hour and place (context and route) to the table's time, id and route.</param>
    public Dictionary<LatencyKey, LatencyChange> Project(Func<DateTime, CellPlace, (DateTime Time, int Id, int RouteId)> keyOf)
    {
        var projected = new Dictionary<LatencyKey, LatencyChange>();
        foreach (var (key, change) in _changes)
        {
            var clock = (LatencyClock)key.A;
            var (time, id, routeId) = keyOf(key.Hour, new CellPlace(key.B, 0, key.C, 0));
            if (clock != LatencyClock.Cohort)
            {
                Add(projected, new LatencyKey(time, false, id, routeId), change);
            }

            if (clock != LatencyClock.Event)
            {
                Add(projected, new LatencyKey(time, true, id, routeId), change);
            }
        }

        return projected;
    }

    public void Clear() => _changes.Clear();

    private static void Add(Dictionary<LatencyKey, LatencyChange> to, LatencyKey key, LatencyChange change)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(to, key, out _);
        sum ??= LatencyChange.None();
        sum.Add(change);
    }
}

/// <summary>Which histogram; the id is a stream's, a flow's or a source's.</summary>
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

    /// <summary>Nothing yet.</summary>
    public static LatencyChange None() => new(new(), new(), new());

    public void Add(LatencyChange other)
    {
        Total.Add(other.Total);
        Queue.Add(other.Queue);
        Receiver.Add(other.Receiver);
    }
}
