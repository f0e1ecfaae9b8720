using System.Diagnostics;
using Dashboard.Core.Delivery;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Rules;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Stores a session's batches, each in one transaction: its events and counts, its quarantine, the import's position and the posts that are
/// taken out of the inbox. All of it or nothing.
/// </summary>
internal sealed class BatchCommit
{
    private readonly WriterTransactions _transactions;
    private readonly CurrentRules _rules;
    private readonly TimeProvider _time;
    private readonly WorkspaceHours _hours;
    private readonly ImportProgress _progress;
    private readonly SoleImport? _sole;
    private readonly NewNames _newNames;
    private readonly EventNames _names;
    private readonly BatchStorage _storage;
    private DuplicateReach _reach;

    /// <param name="transactions">The session's.</param>
    /// <param name="rules">Classify replies met for the first time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="hours">The workspace's hours.</param>
    /// <param name="progress">The import.</param>
    /// <param name="sole">Whether a file is the only one of its source; null for an hour's posts, whose deliveries are all looked up.</param>
    public BatchCommit(
        WriterTransactions transactions, CurrentRules rules, TimeProvider time, WorkspaceHours hours, ImportProgress progress, SoleImport? sole)
    {
        var isPosted = sole is null;
        _transactions = transactions;
        _rules = rules;
        _time = time;
        _hours = hours;
        _progress = progress;
        _sole = sole;
        // Within an hour the same post may come twice.
        _reach = isPosted ? DuplicateReach.AnyHour : DuplicateReach.CoveredHours;
        _newNames = new NewNames(progress.NewNames);
        _names = new EventNames(progress.SourceId, rules.Now.Providers, _newNames);
        _storage = new BatchStorage(rules, hours, progress, isPosted, transactions.Connection);
        Shown = sole is { IsOver: false } ? new ShownDeliveries() : null;
        Batch = new ImportBatch(progress.SourceId, _names);
        Quarantine = new QuarantineBatch(progress.ImportId);
    }

    /// <summary>The events in hand.</summary>
    public ImportBatch Batch { get; }

    /// <summary>What the batch in hand does to the import's quarantine.</summary>
    public QuarantineBatch Quarantine { get; }

    /// <summary>The posts that brought the batch in hand.</summary>
    public IReadOnlyList<long> Posts { get; set; } = [];

    /// <summary>What the import has shown, where nothing else of its source is stored; else null.</summary>
    public ShownDeliveries? Shown { get; private set; }

    /// <summary>Called at the end of each batch's turn, also when it is not known whether it was stored.</summary>
    public Action? Tried { get; init; }

    /// <summary>From here on every batch is searched for duplicates at least so far.</summary>
    public void ExpectDuplicates(DuplicateReach reach) => _reach = reach > _reach ? reach : _reach;

    /// <summary>Stores the batch in hand; it is empty then.</summary>
    /// <returns>How long that took, waiting for the turn left out.</returns>
    /// <exception cref="LeaseLostException">Another writer has taken over.</exception>
    public async Task<TimeSpan> StoreAsync(CancellationToken cancellationToken)
    {
        using var turn = await _transactions.TakeTurnAsync(cancellationToken);
        if (_sole is { IsOver: true })
        {
            // What was posted meanwhile is not in there.
            Shown = null;
        }

        var before = Stopwatch.GetTimestamp();
        try
        {
            await StoreOnceAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && (IsOfCounts(e) || _reach == DuplicateReach.CoveredHours))
        {
            // An hour that looked untouched was not: merge its counts; or search this batch for duplicates, and all that follow.
            _storage.Distrust();
            ExpectDuplicates(IsOfCounts(e) ? _reach : DuplicateReach.AnyHour);
            Shown = null;
            ForgetUncommitted();
            await StoreOnceAsync(cancellationToken);
        }
        catch
        {
            ForgetUncommitted();
            throw;
        }
        finally
        {
            Tried?.Invoke();
        }

        foreach (ref readonly var e in Batch.Events)
        {
            Shown?.Add(e.DeliveryKey, e.Type);
        }

        var took = Stopwatch.GetElapsedTime(before);
        Batch.Clear();
        return took;
    }

    private async Task StoreOnceAsync(CancellationToken cancellationToken)
    {
        var connection = _transactions.Connection;
        await using var transaction = await _transactions.BeginAsync(cancellationToken);
        await TakePostsAsync(connection, cancellationToken);
        // Held from here on: no route is stored with a provider that somebody has changed meanwhile.
        Batch.Follow((await _rules.HoldAsync(connection, cancellationToken)).Providers);
        await _names.StoreAsync(connection, cancellationToken);
        var hours = Batch.Hours(_hours);
        var (duplicates, repeats) = await DuplicateSearch.MarkAsync(Batch, hours, _progress, _reach, connection, cancellationToken);
        await RepeatStorage.WriteAsync(_progress.ImportId, repeats, connection, cancellationToken);
        var seen = new SeenEvents();
        var contribution = Batch.Count > duplicates ? await _storage.StoreAsync(Batch, hours, Shown, seen, cancellationToken) : new Dictionary<string, long>();
        await Quarantine.WriteAsync(connection, cancellationToken);
        var next = _progress.With(Batch.Count - duplicates, duplicates, contribution, seen, _newNames.Used);
        await next.WriteAsync(connection, _time.GetUtcNow(), cancellationToken);
        await _transactions.CommitAsync(transaction, "commit batch", cancellationToken);
        _progress.Take(next);
        _newNames.Committed();
        Quarantine.Committed();
        Posts = [];
        _transactions.Announce();
    }

    private async Task TakePostsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (Posts.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("delete from inbox where id = any(@ids)", connection);
        command.Parameters.AddWithValue("ids", Posts.ToArray());
        if (await command.ExecuteNonQueryAsync(cancellationToken) != Posts.Count)
        {
            throw new LeaseLostException();
        }
    }

    private static bool IsOfCounts(PostgresException e) =>
        e.TableName is { } table && (table.EndsWith("_cells", StringComparison.Ordinal) || table.EndsWith("_latencies", StringComparison.Ordinal));

    // Ids and partitions made in a rolled back transaction do not exist; the batch itself is kept and can be tried again.
    private void ForgetUncommitted()
    {
        _storage.Forget();
        _names.Unstore();
    }
}
