using System.Runtime.InteropServices;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;

namespace Dashboard.Storage.Writing;

/// <summary>
/// By how much each import's own contribution to the counters changes when events go or change hands. Imports contribute in the order of
/// their ids: each adds what its events change beside those of the earlier ones, so that all contributions together are the counts.
/// </summary>
internal sealed class ContributionChanges
{
    private readonly Dictionary<int, Totals> _changes = [];

    /// <summary>Changes by counter; of imports that nothing has touched, none.</summary>
    public IReadOnlyDictionary<string, long> Of(int importId) =>
        _changes.TryGetValue(importId, out var totals) ? totals.ByName() : new Dictionary<string, long>();

    /// <summary>Every import that has changed.</summary>
    public IEnumerable<int> Imports => _changes.Keys;

    /// <summary>An event about a queue goes or changes hands.</summary>
    public void Throttled(int before, int? after)
    {
        Of(before, _changes).Add(default, default, Counter.Throttled, -1);
        if (after is { } heir)
        {
            Of(heir, _changes).Add(default, default, Counter.Throttled, 1);
        }
    }

    /// <summary>Events of one delivery go or change hands.</summary>
    /// <param name="events">All events of the delivery with the import each belonged to, and belongs to now; null: to none.</param>
    public void Delivery(IReadOnlyList<(DeliveryEvent Event, int Before, int? After)> events)
    {
        Add([.. events.Select(e => (e.Event, e.Before))], -1);
        Add([.. events.Where(e => e.After is not null).Select(e => (e.Event, e.After!.Value))], 1);
    }

    private static Totals Of(int importId, Dictionary<int, Totals> changes)
    {
        ref var totals = ref CollectionsMarshal.GetValueRefOrAddDefault(changes, importId, out _);
        return totals ??= new Totals();
    }

    private void Add(List<(DeliveryEvent Event, int Import)> events, int sign)
    {
        DeliveryEvent[] before = [];
        foreach (var import in events.Select(e => e.Import).Distinct().Order())
        {
            DeliveryEvent[] after = [.. events.Where(e => e.Import <= import).Select(e => e.Event)];
            var totals = Of(import, _changes);
            DeliveryFold.Apply(before, -sign, totals);
            DeliveryFold.Apply(after, sign, totals);
            before = after;
        }
    }

    private sealed class Totals : ICellSink
    {
        private readonly long[] _counts = new long[Counters.Count];

        public void Add(DateTime at, CellPlace place, Counter counter, int amount) => _counts[(int)counter] += amount;

        public void AddAcceptedAtOnce(DateTime at, CellPlace place, AcceptanceTimes times, int amount)
        {
            foreach (var counter in (ReadOnlySpan<Counter>)[Counter.AttemptsAccepted, Counter.FinallyAccepted, Counter.Attempted, Counter.Accepted])
            {
                _counts[(int)counter] += amount;
            }
        }

        public void AddLatency(DateTime at, bool byCohort, CellPlace place, AcceptanceTimes times, int amount)
        {
            // Contributions are counts.
        }

        public Dictionary<string, long> ByName() =>
            Enum.GetValues<Counter>().Where(c => _counts[(int)c] != 0).ToDictionary(c => c.ToString(), c => _counts[(int)c]);
    }
}
