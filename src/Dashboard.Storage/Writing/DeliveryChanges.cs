using System.Runtime.InteropServices;
using Dashboard.Core.Delivery;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Brings the deliveries that a batch touches to their new state: takes back what their stored events had added to the counts and adds
/// what the whole set adds now.
/// </summary>
/// <remarks>
/// A delivery whose only event is an acceptance has no row in <c>deliveries</c>. A key that shows anything else for the first time is
/// therefore looked up among the attempts, in case its acceptance came first; not where <see cref="ShownDeliveries"/> rules that out. Two
/// acceptances of one delivery in different batches are found when the import settles (<see cref="Settlement"/>).
/// </remarks>
internal sealed class DeliveryChanges(CellChanges cells, Dictionary<int, ContextIds> contextIds)
{
    // Two acceptances of one delivery further apart than this are two sends with a reused id.
    private static readonly TimeSpan Reach = TimeSpan.FromDays(3);

    private readonly Dictionary<long, NewEvents> _new = [];
    private readonly Dictionary<long, List<DeliveryEvent>> _stored = [];
    private readonly HashSet<long> _known = [];
    private readonly List<DeliveryRow> _rows = [];

    /// <summary>True where no settlement follows: a lone acceptance is looked up, in case the delivery was accepted before.</summary>
    public bool LooksUpAcceptances { get; init; }

    /// <summary>Takes an event of the batch.</summary>
    public void Add(long deliveryKey, DeliveryEvent deliveryEvent)
    {
        ref var events = ref CollectionsMarshal.GetValueRefOrAddDefault(_new, deliveryKey, out var exists);
        if (exists)
        {
            (events.Rest ??= []).Add(deliveryEvent);
        }
        else
        {
            events.First = deliveryEvent;
        }
    }

    /// <summary>Takes a delivery by its stored events alone, each of which had been counted as a delivery of its own.</summary>
    public void Merge(long deliveryKey, List<DeliveryEvent> counted)
    {
        TakeBack(deliveryKey, counted);
        Fold(deliveryKey, false, counted);
    }

    /// <summary>For the next batch.</summary>
    public void Clear()
    {
        _new.Clear();
        _stored.Clear();
        _known.Clear();
        _rows.Clear();
    }

    /// <summary>Looks up what is stored and folds.</summary>
    /// <param name="shown">What the import has shown before, where nothing else of its source is stored; null: anything may be stored.</param>
    /// <param name="connection">In the transaction of the batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task ApplyAsync(ShownDeliveries? shown, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("fold deliveries");
        if (_new.Count == 0)
        {
            return;
        }

        await ReadHistoriesAsync(shown, connection, cancellationToken);
        await ReadLoneAcceptancesAsync(shown, connection, cancellationToken);
        if (LooksUpAcceptances)
        {
            await ReadEarlierAcceptancesAsync(connection, cancellationToken);
        }

        await ContextStorage.ReadIdsAsync(
            _stored.Values.SelectMany(events => events.Select(e => e.Place.ContextId)), contextIds, connection, cancellationToken);
        foreach (var (key, added) in _new)
        {
            if (_stored.TryGetValue(key, out var stored))
            {
                TakeBack(key, stored);
            }
            else if (added.IsLoneAcceptance)
            {
                DeliveryFold.Apply([added.First], 1, cells);
                continue;
            }

            Fold(key, !_known.Contains(key), [.. stored ?? [], added.First, .. added.Rest ?? []]);
        }
    }

    /// <summary>Writes the rows of deliveries that are more than one acceptance.</summary>
    public Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        DeliveryRows.WriteAsync(_rows, connection, cancellationToken);

    private void TakeBack(long key, List<DeliveryEvent> stored)
    {
        if (_known.Contains(key))
        {
            DeliveryFold.Apply(CollectionsMarshal.AsSpan(stored), -1, cells);
            return;
        }

        // Without a row every stored event is an acceptance that was counted as a delivery of its own.
        foreach (var single in stored)
        {
            DeliveryFold.Apply([single], -1, cells);
        }
    }

    private void Fold(long key, bool isNew, List<DeliveryEvent> events)
    {
        var state = DeliveryFold.Apply(CollectionsMarshal.AsSpan(events), 1, cells);
        if (DeliveryRow.IsNeeded(events))
        {
            _rows.Add(DeliveryRow.Of(key, isNew, state, events));
        }
    }

    private async Task ReadHistoriesAsync(ShownDeliveries? shown, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        foreach (var (key, events) in await DeliveryRows.ReadAsync([.. _new.Keys.Where(key => shown?.MayBeKept(key) ?? true)], connection, cancellationToken))
        {
            _known.Add(key);
            _stored[key] = events;
        }
    }

    private async Task ReadLoneAcceptancesAsync(ShownDeliveries? shown, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var keys = _new.Where(n => !n.Value.IsLoneAcceptance && !_known.Contains(n.Key))
            .Select(n => n.Key)
            .Where(key => shown?.MayBeAccepted(key) ?? true)
            .ToArray();
        if (keys.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            $"select {StoredEvents.Columns} from attempts a where a.delivery_key = any(@keys)", connection);
        await ReadStoredAsync(command, keys, cancellationToken);
    }

    private async Task ReadEarlierAcceptancesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var alone = _new.Where(n => n.Value.IsLoneAcceptance && !_known.Contains(n.Key)).ToList();
        if (alone.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            $"select {StoredEvents.Columns} from attempts a where a.delivery_key = any(@keys) and a.type = 0 and a.occurred_at between @from and @to",
            connection);
        command.Parameters.AddWithValue("from", NpgsqlDbType.TimestampTz, alone.Min(n => n.Value.First.OccurredAt) - Reach);
        command.Parameters.AddWithValue("to", NpgsqlDbType.TimestampTz, alone.Max(n => n.Value.First.OccurredAt) + Reach);
        await ReadStoredAsync(command, [.. alone.Select(n => n.Key)], cancellationToken);
    }

    private async Task ReadStoredAsync(NpgsqlCommand command, long[] keys, CancellationToken cancellationToken)
    {
        Array.Sort(keys);
        command.Parameters.AddWithValue("keys", keys);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ref var events = ref CollectionsMarshal.GetValueRefOrAddDefault(_stored, reader.GetInt64(0), out _);
            (events ??= []).Add(StoredEvents.Read(reader));
        }
    }

    private struct NewEvents
    {
        public DeliveryEvent First;
        public List<DeliveryEvent>? Rest;

        public readonly bool IsLoneAcceptance => Rest is null && First.Type == EventType.Accepted;
    }
}
