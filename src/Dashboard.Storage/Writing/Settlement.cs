using System.Runtime.InteropServices;
using Dashboard.Core.Delivery;
using Dashboard.Storage.Rules;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>What only a whole import can tell; runs in its last transaction.</summary>
internal sealed class Settlement(
    NpgsqlConnection connection, CurrentRules rules, WorkspaceHours hours)
{
    // Two acceptances of one delivery further apart than this are two sends with a reused id.
    private static readonly TimeSpan Reach = TimeSpan.FromDays(3);

    /// <summary>Settles an import.</summary>
    /// <param name="progress">The import.</param>
    /// <param name="acceptedAgain">Deliveries that may have been accepted more than once; null: any.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>By how much settling has changed each counter.</returns>
    public async Task<IReadOnlyDictionary<string, long>> SettleAsync(
        ImportProgress progress, IReadOnlyCollection<long>? acceptedAgain, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("settle");
        if (progress is not { FirstEventAt: { } first, LastEventAt: { } last })
        {
            return new Dictionary<string, long>();
        }

        await Partitions.IndexAsync(connection, cancellationToken);
        await AnalyzeAsync(cancellationToken);
        var changed = await MergeAcceptedTwiceAsync(progress.ImportId, first, last, acceptedAgain, cancellationToken);
        await UsualRoutes.FollowAsync(connection, rules, cancellationToken);
        await Classes.FillMissingAsync(connection, rules, cancellationToken);
        return changed;
    }

    /// <summary>When hours of posts are closed: their deliveries were looked up one by one, so nothing is left to merge.</summary>
    public async Task SettlePostedAsync(CancellationToken cancellationToken)
    {
        await Partitions.IndexAsync(connection, cancellationToken);
        await AnalyzeAsync(cancellationToken);
        await UsualRoutes.FollowAsync(connection, rules, cancellationToken);
        await Classes.FillMissingAsync(connection, rules, cancellationToken);
    }

    // What is asked for stands in the key; the counters are only added up.
    private async Task AnalyzeAsync(CancellationToken cancellationToken)
    {
        var keys = Cube.All.Select(c => $"{c.Table} (hour, {string.Join(", ", c.Columns)})");
        await using var analyze = new NpgsqlCommand($"analyze {string.Join(", ", keys)}", connection);
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A delivery accepted in two batches was counted as two, because a lone acceptance is not looked up.</summary>
    private async Task<IReadOnlyDictionary<string, long>> MergeAcceptedTwiceAsync(
        int importId, DateTime first, DateTime last, IReadOnlyCollection<long>? candidates, CancellationToken cancellationToken)
    {
        if (candidates is { Count: 0 })
        {
            return new Dictionary<string, long>();
        }

        var contextIds = new Dictionary<int, ContextIds>();
        var found = new Dictionary<long, List<DeliveryEvent>>();
        // One of the two is this import's: what others have brought was settled by them.
        var own = candidates is null
            ? "in (select delivery_key from attempts where import_id = @import and type = 0 and occurred_at between @first and @last)"
            : "= any(@candidates)";
        await using (var command = new NpgsqlCommand(
            $"""
            with twice as (
                select delivery_key from attempts where type = 0 and occurred_at between @from and @to and delivery_key {own}
                group by delivery_key having count(*) > 1)
            select {StoredEvents.Columns} from twice join attempts a using (delivery_key)
            where not exists (select from deliveries d where d.delivery_key = twice.delivery_key)
            """,
            connection))
        {
            command.Parameters.AddWithValue("from", NpgsqlDbType.TimestampTz, first - Reach);
            command.Parameters.AddWithValue("to", NpgsqlDbType.TimestampTz, last + Reach);
            if (candidates is not null)
            {
                command.Parameters.AddWithValue("candidates", candidates.Order().ToArray());
            }
            else
            {
                command.Parameters.AddWithValue("import", importId);
                command.Parameters.AddWithValue("first", NpgsqlDbType.TimestampTz, first);
                command.Parameters.AddWithValue("last", NpgsqlDbType.TimestampTz, last);
            }

            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                ref var events = ref CollectionsMarshal.GetValueRefOrAddDefault(found, reader.GetInt64(0), out _);
                (events ??= []).Add(StoredEvents.Read(reader));
            }
        }

        if (found.Count == 0)
        {
            return new Dictionary<string, long>();
        }

        await ContextStorage.ReadIdsAsync(
            found.Values.SelectMany(events => events.Select(e => e.Place.ContextId)), contextIds, connection, cancellationToken);
        var cells = new CellChanges(hours, id => contextIds[id]);
        var deliveries = new DeliveryChanges(cells, contextIds);
        foreach (var (key, events) in found)
        {
            deliveries.Merge(key, events);
        }

        await deliveries.WriteAsync(connection, cancellationToken);
        await CellStorage.WriteAsync(cells, null, connection, cancellationToken);
        await LatencyStorage.WriteAsync(cells, null, connection, cancellationToken);
        return cells.Totals();
    }
}
