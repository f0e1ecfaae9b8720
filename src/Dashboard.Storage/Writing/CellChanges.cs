using System.Runtime.InteropServices;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;

namespace Dashboard.Storage.Writing;

/// <summary>
/// What one batch adds to the cells of every cube and to the latency histograms. It is gathered once, by hour and all dimensions, and
/// only then projected onto each table: most events of a batch share their place with others. Used again for the next batch.
/// </summary>
internal sealed class CellChanges(WorkspaceHours hours, Func<int, ContextIds> contextIds) : ICellSink
{
    private readonly Dictionary<CellKey, int> _places = [];
    private readonly LatencyChanges _latencies = new();
    private readonly CubeChanges _projected = new();
    private int[] _counts = new int[Counters.Count << 10];

    /// <summary>
    /// The changes of one cube, in key order: an index is walked fastest in one direction. Where a new event has left a delivery's earlier
    /// contribution as it was, nothing changes and nothing is listed.
    /// </summary>
    /// <returns>Good until the next call.</returns>
    public CubeChanges Of(int cube)
    {
        var (_, _, _, isDaily, keyOf) = Cube.All[cube];
        _projected.Clear();
        foreach (var (at, row) in _places)
        {
            var counts = Row(row);
            if (counts.ContainsAnyExcept(0))
            {
                _projected.Add(keyOf(isDaily ? hours.DayOf(at.Hour) : at.Hour, PlaceOf(at), contextIds(at.A)), row);
            }
        }

        _projected.Merge(_counts);
        return _projected;
    }

    /// <summary>The changed histograms of one table.</summary>
    public Dictionary<LatencyKey, LatencyChange> Latencies(LatencyTable table) => _latencies.Project(
        (hour, place) => (table.IsDaily ? hours.DayOf(hour) : hour, table.IdOf(contextIds(place.ContextId)), place.RouteId));

    /// <summary>By how much each counter changes over all cells.</summary>
    public IReadOnlyDictionary<string, long> Totals()
    {
        var totals = new long[Counters.Count];
        for (var row = 0; row < _places.Count; row++)
        {
            var counts = Row(row);
            for (var i = 0; i < totals.Length; i++)
            {
                totals[i] += counts[i];
            }
        }

        return Enum.GetValues<Counter>().Where(c => totals[(int)c] != 0).ToDictionary(c => c.ToString(), c => totals[(int)c]);
    }

    /// <summary>Nothing changes any more.</summary>
    public void Clear()
    {
        Array.Clear(_counts, 0, _places.Count * Counters.Count);
        _places.Clear();
        _latencies.Clear();
    }

    public void Add(DateTime at, CellPlace place, Counter counter, int amount) => Cell(at, place)[(int)counter] += amount;

    public void AddAcceptedAtOnce(DateTime at, CellPlace place, AcceptanceTimes times, int amount)
    {
        var counts = Cell(at, place);
        counts[(int)Counter.AttemptsAccepted] += amount;
        counts[(int)Counter.FinallyAccepted] += amount;
        counts[(int)Counter.Attempted] += amount;
        counts[(int)Counter.Accepted] += amount;
        _latencies.Add(hours.HourOf(at), LatencyClock.Both, place, times, amount);
    }

    public void AddLatency(DateTime at, bool byCohort, CellPlace place, AcceptanceTimes times, int amount) =>
        _latencies.Add(hours.HourOf(at), byCohort ? LatencyClock.Cohort : LatencyClock.Event, place, times, amount);

    private static CellPlace PlaceOf(CellKey key) => new(key.A, key.B, key.C, key.D);

    private Span<int> Row(int row) => _counts.AsSpan(row * Counters.Count, Counters.Count);

    private Span<int> Cell(DateTime at, CellPlace place)
    {
        var key = new CellKey(hours.HourOf(at), place.ContextId, place.DomainId, place.RouteId, place.TemplateId);
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, key, out var exists);
        if (!exists)
        {
            row = _places.Count - 1;
            if (_places.Count * Counters.Count > _counts.Length)
            {
                Array.Resize(ref _counts, _counts.Length * 2);
            }
        }

        return Row(row);
    }
}
