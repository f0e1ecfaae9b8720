using System.Runtime.InteropServices;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Brings the deliveries of attempts that go to their new state: takes back what the stored set of events had added to the counts, and
/// adds what the rest of the set adds. Attempts that another import keeps change no count, only whose contribution they are.
/// </summary>
/// <param name="importId">The import that is being deleted.</param>
/// <param name="cells">Takes the changes of counts.</param>
/// <param name="contributions">Takes the changes of contributions.</param>
internal sealed class DeliveryRemovals(int importId, CellChanges cells, ContributionChanges contributions)
{
    private readonly Dictionary<long, List<StoredAttempt>> _taken = [];
    private readonly List<DeliveryRow> _rows = [];
    private readonly List<long> _rowless = [];

    /// <summary>Takes an attempt.</summary>
    public void Add(in StoredAttempt attempt)
    {
        if (attempt.Event.Type == EventType.Throttled)
        {
            contributions.Throttled(importId, attempt.Heir);
            if (attempt.Heir is null)
            {
                cells.Add(attempt.Event.OccurredAt, attempt.Event.Place, Counter.Throttled, -1);
            }

            return;
        }

        ref var taken = ref CollectionsMarshal.GetValueRefOrAddDefault(_taken, attempt.DeliveryKey, out _);
        (taken ??= []).Add(attempt);
    }

    /// <summary>Looks up what is stored of the deliveries and folds.</summary>
    public async Task ApplyAsync(Dictionary<int, ContextIds> contextIds, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var histories = await DeliveryRows.ReadAsync([.. _taken.Keys], connection, cancellationToken);
        await ContextStorage.ReadIdsAsync(histories.Values.SelectMany(h => h.Select(e => e.Place.ContextId)), contextIds, connection, cancellationToken);
        var owners = await OwnersAsync(histories, connection, cancellationToken);
        foreach (var (key, taken) in _taken)
        {
            var history = histories.GetValueOrDefault(key);
            foreach (var single in taken.Where(t => history is null || !history.Exists(e => Identity(e) == Identity(t.Event))))
            {
                // In no row's set: an acceptance that was counted as a delivery of its own.
                contributions.Delivery([(single.Event, importId, single.Heir)]);
                if (single.Heir is null)
                {
                    DeliveryFold.Apply([single.Event], -1, cells);
                }
            }

            if (history is not null)
            {
                Apply(key, history, taken, owners);
            }
        }
    }

    /// <summary>Writes the rows of deliveries that still need one, and deletes the others.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await DeliveryRows.WriteAsync(_rows, connection, cancellationToken);
        await DeliveryRows.DeleteAsync(_rowless, connection, cancellationToken);
    }

    // As the store keeps times: a history has the reader's, which may be finer.
    private static (long Microseconds, long EventKey) Identity(DeliveryEvent e) => (e.OccurredAt.Ticks / TimeSpan.TicksPerMicrosecond, e.EventKey);

    private void Apply(
        long key, List<DeliveryEvent> history, List<StoredAttempt> taken, Dictionary<(long, long), int> owners)
    {
        var heirs = taken.ToDictionary(t => Identity(t.Event), t => t.Heir);
        contributions.Delivery(
            [.. history.Select(e => heirs.TryGetValue(Identity(e), out var heir) ? (e, importId, heir) : Kept(e, owners.GetValueOrDefault(Identity(e))))]);
        var rest = history.FindAll(e => !heirs.TryGetValue(Identity(e), out var heir) || heir is not null);
        if (rest.Count == history.Count)
        {
            return;
        }

        DeliveryFold.Apply(CollectionsMarshal.AsSpan(history), -1, cells);
        var state = DeliveryFold.Apply(CollectionsMarshal.AsSpan(rest), 1, cells);
        if (rest.Count > 0 && DeliveryRow.IsNeeded(rest))
        {
            _rows.Add(DeliveryRow.Of(key, false, state, rest));
        }
        else
        {
            _rowless.Add(key);
        }
    }

    private static (DeliveryEvent, int, int?) Kept(DeliveryEvent e, int owner) => (e, owner, owner);

    /// <summary>Whose the other events of the deliveries are.</summary>
    private async Task<Dictionary<(long, long), int>> OwnersAsync(
        Dictionary<long, List<DeliveryEvent>> histories, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var others = histories.SelectMany(h => h.Value.Where(e => !_taken[h.Key].Exists(t => Identity(t.Event) == Identity(e)))).ToArray();
        var owners = new Dictionary<(long, long), int>(others.Length);
        if (others.Length == 0)
        {
            return owners;
        }

        await using var command = new NpgsqlCommand(
            """
            select n.i, found.import_id
            from unnest(@times, @keys) with ordinality as n(occurred_at, event_key, i)
            cross join lateral (
                select a.import_id from attempts a
                where a.occurred_at = n.occurred_at and a.event_key = n.event_key and a.occurred_at between @first and @last
                limit 1) found
            """,
            connection);
        command.Parameters.AddWithValue("times", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, Array.ConvertAll(others, e => e.OccurredAt));
        command.Parameters.AddWithValue("keys", Array.ConvertAll(others, e => e.EventKey));
        command.Parameters.AddWithValue("first", NpgsqlDbType.TimestampTz, others.Min(e => e.OccurredAt));
        command.Parameters.AddWithValue("last", NpgsqlDbType.TimestampTz, others.Max(e => e.OccurredAt));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            owners[Identity(others[reader.GetInt64(0) - 1])] = reader.GetInt32(1);
        }

        return owners;
    }
}
