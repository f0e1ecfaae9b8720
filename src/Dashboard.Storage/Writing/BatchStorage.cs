using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Storage.Rules;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>Stores the new events of an import's batches and what they change: deliveries, counts, histograms, coverage, classes.</summary>
internal sealed class BatchStorage
{
    private const int MostContexts = 200_000;

    private readonly CurrentRules _rules;
    private readonly ImportProgress _progress;
    private readonly NpgsqlConnection _connection;
    private readonly Partitions _partitions = new();
    private readonly Dictionary<int, ContextIds> _contextIds = [];
    private readonly CellChanges _cells;
    private readonly DeliveryChanges _deliveries;
    private readonly UnwrittenCells? _unwritten;

    /// <param name="rules">Classify replies met for the first time.</param>
    /// <param name="hours">The workspace's hours.</param>
    /// <param name="progress">The import.</param>
    /// <param name="isPosted">True for posts: batches are small, and no settlement follows.</param>
    /// <param name="connection">The session's.</param>
    public BatchStorage(
        CurrentRules rules, WorkspaceHours hours, ImportProgress progress, bool isPosted, NpgsqlConnection connection)
    {
        _rules = rules;
        _progress = progress;
        _connection = connection;
        _cells = new CellChanges(hours, id => _contextIds[id]);
        _deliveries = new DeliveryChanges(_cells, _contextIds) { LooksUpAcceptances = isPosted };
        _unwritten = isPosted ? null : new UnwrittenCells(progress.SourceId, hours);
    }

    /// <summary>Stores a batch, in the transaction that is open.</summary>
    /// <param name="batch">The batch, its duplicates marked.</param>
    /// <param name="hours">Its hours.</param>
    /// <param name="shown">What the import has shown, where nothing else of its source is stored; else null.</param>
    /// <param name="seen">Takes note of what the events show of the source.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>By how much each counter changes.</returns>
    public async Task<IReadOnlyDictionary<string, long>> StoreAsync(
        ImportBatch batch, DateTime[] hours, ShownDeliveries? shown, SeenEvents seen, CancellationToken cancellationToken)
    {
        Take(batch, seen);
        if (_unwritten is not null)
        {
            await _unwritten.MeetAsync(hours, _connection, cancellationToken);
        }

        await _partitions.IndexLargeAsync(hours, batch.Count, _connection, cancellationToken);
        await _deliveries.ApplyAsync(shown, _connection, cancellationToken);
        await _partitions.EnsureAsync(hours.SelectMany(h => new[] { h, h.AddMinutes(59) }), _connection, cancellationToken);
        await AttemptCopy.WriteAsync(batch, _progress.ImportId, _connection, cancellationToken);
        await _deliveries.WriteAsync(_connection, cancellationToken);
        await CellStorage.WriteAsync(_cells, _unwritten, _connection, cancellationToken);
        await LatencyStorage.WriteAsync(_cells, _unwritten, _connection, cancellationToken);
        await DuplicateSearch.CoverAsync(hours, _progress.SourceId, _progress.ImportId, _connection, cancellationToken);
        var names = batch.Names;
        await ClassStorage.WriteAsync(
            [.. names.NewClasses.Select(c => new ClassPair(names.TemplateId(c.Template), c.Provider, names.FactsOf(c.Template)))],
            _rules,
            _connection,
            cancellationToken);
        return _cells.Totals();
    }

    /// <summary>After a cell that was to be new was not: from here on any may exist.</summary>
    public void Distrust() => _unwritten?.Distrust();

    /// <summary>After a rolled back transaction: partitions made in it do not exist.</summary>
    public void Forget() => _partitions.Forget();

    private void Take(ImportBatch batch, SeenEvents seen)
    {
        _cells.Clear();
        _deliveries.Clear();
        if (_contextIds.Count > MostContexts)
        {
            _contextIds.Clear();
        }

        foreach (ref readonly var e in batch.Events)
        {
            if (!e.IsDuplicate)
            {
                Take(in e, batch.Names);
                seen.Add(in e);
            }
        }
    }

    private void Take(in PendingEvent e, EventNames names)
    {
        var contextId = names.ContextId(e.Context);
        _contextIds[contextId] = names.IdsOfContext(e.Context);
        var place = new CellPlace(contextId, names.DomainId(e.Domain), names.RouteId(e.Route), names.TemplateId(e.Template));
        if (e.Type == EventType.Throttled)
        {
            // About a queue, not about a delivery: nothing to fold.
            _cells.Add(e.OccurredAt, place, Counter.Throttled, 1);
        }
        else
        {
            _deliveries.Add(e.DeliveryKey, new DeliveryEvent(e.OccurredAt, e.EventKey, e.Type, e.HasReply, e.QueuedAt, place));
        }

        _progress.Saw(e.OccurredAt);
    }
}
