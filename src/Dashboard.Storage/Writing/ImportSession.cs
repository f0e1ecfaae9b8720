using System.Diagnostics;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Rules;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// One run of one import as the only writer. Lines are gathered in memory and stored in batches; a batch's events, counts, quarantine
/// and position commit in one transaction that proves the lease, or not at all.
/// </summary>
public sealed class ImportSession : IAsyncDisposable
{
    private const string TooOld = "From a time of which single attempts are no longer kept: it cannot be told whether it was counted before.";

    private readonly NpgsqlConnection _connection;
    private readonly CurrentRules _rules;
    private readonly TimeProvider _time;
    private readonly WorkspaceHours _hours;
    private readonly DateTime? _attemptsSince;
    private readonly HeldLease _lease;
    private readonly Action _ended;
    private readonly Action _stored;
    private readonly NewNames _newNames;
    private readonly EventNames _names;
    private readonly ImportBatch _batch;
    private readonly BatchStorage _storage;
    private readonly QuarantineBatch _quarantine;
    private readonly BatchPace _pace;
    private readonly SoleImport? _sole;
    private ShownDeliveries? _shown;
    private IReadOnlyList<long> _posts = [];
    private ImportRows _storedRows;
    private DuplicateReach _reach;

    internal ImportSession(
        NpgsqlConnection connection, CurrentRules rules, TimeProvider time, WorkspaceHours hours,
        DateTime? attemptsSince, ImportProgress progress, SoleImport? sole, HeldLease lease, Action ended, Action stored)
    {
        _connection = connection;
        _rules = rules;
        _time = time;
        _hours = hours;
        _attemptsSince = attemptsSince;
        _lease = lease;
        _ended = ended;
        _stored = stored;
        _storedRows = ImportRows.Of(progress);
        Progress = progress;
        _quarantine = new QuarantineBatch(progress.ImportId);
        _sole = sole;
        _shown = sole is { IsOver: false } ? new ShownDeliveries() : null;
        if (IsPosted)
        {
            // Within an hour the same post may come twice.
            _reach = DuplicateReach.AnyHour;
        }

        _newNames = new NewNames(progress.NewNames);
        _names = new EventNames(progress.SourceId, rules.Now.Providers, _newNames);
        _batch = new ImportBatch(progress.SourceId, _names);
        _storage = new BatchStorage(rules, hours, progress, IsPosted, connection);
        _pace = new BatchPace(time, ImportBatch.MostEvents);
    }

    /// <summary>Where the import stands, this batch included.</summary>
    public ImportProgress Progress { get; }

    /// <summary>True for the import of an hour's posts: it stays open, and looks up every delivery, because its batches are small.</summary>
    private bool IsPosted => _sole is null;

    /// <summary>The turn of a session that has it from its beginning to its end; else it takes one for each transaction.</summary>
    internal Turn? OwnTurn { get; init; }

    /// <summary>The transaction in which such a session began, and in which its only batch is stored.</summary>
    internal NpgsqlTransaction? OwnTransaction { get; init; }

    /// <summary>Called at the end of each batch's turn, also when it is not known whether it was stored.</summary>
    internal Action? Tried { get; init; }

    /// <summary>True when the batch should be stored now: full, or a second old.</summary>
    public bool IsBatchDue => _batch.Count >= _pace.Limit || _batch.IsFullOfText || _quarantine.IsFull
        || ((Progress.IsChanged || _quarantine.HasTaken) && _pace.IsOld);

    /// <summary>Takes a line that is an event; one from before the time of which single attempts are kept is ignored.</summary>
    /// <param name="e">The event; its memory is copied.</param>
    /// <param name="identity">Identity hash within the source, occurrence included.</param>
    public void Add(LogEvent e, ulong identity)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (e.OccurredAt < _attemptsSince)
        {
            AddIgnored(TooOld);
            return;
        }

        _batch.Add(e, identity);
        Progress.Lines++;
    }

    /// <summary>Takes note of an event that an earlier run of this import has stored.</summary>
    public void Skip(LogEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (!e.MessageId.IsEmpty)
        {
            _shown?.Add(_batch.DeliveryKey(e, 0), e.Type);
        }
    }

    /// <summary>From here on every batch is searched for duplicates at least so far. Store the batch in hand before.</summary>
    public void ExpectDuplicates(DuplicateReach reach) => _reach = reach > _reach ? reach : _reach;

    /// <summary>Takes a line that is no event for us.</summary>
    public void AddIgnored(string reason)
    {
        Progress.Lines++;
        Progress.Ignored++;
        Progress.IgnoredReasons[reason] = Progress.IgnoredReasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Takes a line that could not be read.</summary>
    /// <param name="part">Number of the file's part in which it stands, from 0.</param>
    /// <param name="line">Line in that part, from 1; 0 for a part that is no log at all.</param>
    /// <param name="column">Column at fault, or null.</param>
    /// <param name="reason">Why, a sentence.</param>
    /// <param name="original">Its bytes; at most 4 KiB of them are kept.</param>
    public void AddQuarantined(int part, long line, string? column, string reason, ReadOnlyMemory<byte> original)
    {
        Progress.Lines++;
        Progress.Quarantined++;
        _quarantine.Add(part, line, column, reason, original);
    }

    /// <summary>Takes an event that this file has brought before: the provider's id says so.</summary>
    public void AddDuplicate()
    {
        Progress.Lines++;
        Progress.Duplicates++;
    }

    /// <summary>The batch in hand is what these posts brought: they leave the inbox when it is stored.</summary>
    public void TakeFromInbox(IReadOnlyList<long> postIds) => _posts = postIds;

    /// <summary>Takes a line out of quarantine; the next call says what it turned out to be this time.</summary>
    public void TakeFromQuarantine(QuarantinePlace place)
    {
        Progress.Lines--;
        Progress.Quarantined--;
        _quarantine.Take(place);
    }

    /// <summary>
    /// Begins to read a part that stood in quarantine as a whole. It stays there, with the number of its records that are stored, until
    /// <see cref="EndWholePart"/>: a run that is broken off leaves behind how far it came.
    /// </summary>
    /// <param name="held">Its place in quarantine.</param>
    public void BeginWholePart(QuarantinePlace held) => _quarantine.BeginPart(held);

    /// <summary>Says that one more record of the part was taken.</summary>
    public void PassRecordOfWholePart() => _quarantine.PassRecordOfPart();

    /// <summary>Takes the part itself out of quarantine: each of its records has been taken.</summary>
    public void EndWholePart()
    {
        if (_quarantine.EndPart() is { } held)
        {
            TakeFromQuarantine(held);
        }
    }

    /// <summary>The next lines in quarantine after one, in order; fewer than wanted at the end.</summary>
    public Task<IReadOnlyList<QuarantinePlace>> QuarantinedAfterAsync(QuarantinePlace place, int wanted, CancellationToken cancellationToken) =>
        QuarantineStorage.ReadAfterAsync(Progress.ImportId, place, wanted, _connection, cancellationToken);

    /// <summary>Stores the batch and the position.</summary>
    /// <param name="readBytes">Bytes of the stored file read so far.</param>
    /// <param name="cancellationToken">Cancels before anything is committed.</param>
    /// <exception cref="LeaseLostException">Another writer has taken over.</exception>
    public async Task CommitAsync(long readBytes, CancellationToken cancellationToken)
    {
        using var activity = ImportMetrics.StartBatch(Progress.ImportId);
        Progress.ReadBytes = readBytes;
        using var turn = await TakeTurnAsync(cancellationToken);
        if (_sole is { IsOver: true })
        {
            // What was posted meanwhile is not in there.
            _shown = null;
        }

        var before = Stopwatch.GetTimestamp();
        try
        {
            await CommitOnceAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && (IsOfCounts(e) || _reach == DuplicateReach.CoveredHours))
        {
            // An hour that looked untouched was not: merge its counts; or search this batch for duplicates, and all that follow.
            _storage.Distrust();
            ExpectDuplicates(IsOfCounts(e) ? _reach : DuplicateReach.AnyHour);
            _shown = null;
            ForgetUncommitted();
            await CommitOnceAsync(cancellationToken);
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

        foreach (ref readonly var e in _batch.Events)
        {
            _shown?.Add(e.DeliveryKey, e.Type);
        }

        var took = Stopwatch.GetElapsedTime(before);
        _pace.Next(took);
        NoteRows(took, activity);
        _batch.Clear();
    }

    /// <summary>Stores the rest, settles what only the whole import can tell, and marks the import completed.</summary>
    public async Task CompleteAsync(long readBytes, CancellationToken cancellationToken)
    {
        await CommitAsync(readBytes, cancellationToken);
        using var turn = await TakeTurnAsync(cancellationToken);
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        await _lease.ProveAsync(_connection, cancellationToken);
        Progress.Contribute(await new Settlement(_connection, _rules, _hours).SettleAsync(Progress, _shown?.AcceptedAgain, cancellationToken));
        Progress.Status = ImportStatus.Completed;
        Progress.IsRetry = false;
        await Progress.WriteAsync(_connection, _time.GetUtcNow(), cancellationToken);
        await StoreChanges.TellAsync(_connection, _lease.Holder, cancellationToken);
        using (ImportMetrics.StartPhase("commit completed"))
        {
            await transaction.CommitAsync(cancellationToken);
        }

        _stored();
        ImportMetrics.Finished(ImportStatus.Completed);
    }

    /// <summary>
    /// Before the first line: says which completed import's file is the same, byte for byte and read the same way. One that is being deleted
    /// meanwhile is none.
    /// </summary>
    /// <param name="importId">That import; null when there is none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task RepeatAsync(int? importId, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        await _lease.ProveAsync(_connection, cancellationToken);
        // Held until the end, so that its deletion begins before or after, and then knows.
        await using var command = new NpgsqlCommand(
            """
            with same as (select id from imports where id = @same and status = @completed and repeats_import_id is null for share)
            update imports set repeats_import_id = (select id from same) where id = @import returning repeats_import_id
            """,
            _connection);
        command.Parameters.AddWithValue("import", Progress.ImportId);
        command.Parameters.AddWithValue("completed", (int)ImportStatus.Completed);
        command.Parameters.AddWithValue("same", NpgsqlTypes.NpgsqlDbType.Integer, (object?)importId ?? DBNull.Value);
        var repeats = await command.ExecuteScalarAsync(cancellationToken) as int?;
        await transaction.CommitAsync(cancellationToken);
        Progress.RepeatsImportId = repeats;
    }

    /// <summary>Ends an import that can never be completed. What it brought stays counted, and is settled like that of a whole one.</summary>
    /// <param name="error">Why, a sentence for a person.</param>
    /// <param name="cancellationToken">Cancels before anything is committed.</param>
    /// <exception cref="LeaseLostException">Another writer has taken over: how the import ends is for that one to say.</exception>
    public async Task FailAsync(string error, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        await _lease.ProveAsync(_connection, cancellationToken);
        // The batch in hand is thrown away, so only what settling changes is written, not the progress.
        var settled = await new Settlement(_connection, _rules, _hours).SettleAsync(Progress, _shown?.AcceptedAgain, cancellationToken);
        await new ImportFigures().WriteAsync(Progress.ImportId, settled, _connection, cancellationToken);
        await using (var command = new NpgsqlCommand(
            "update imports set status = @status, error = @error, finished_at = @now where id = @id", _connection))
        {
            command.Parameters.AddWithValue("id", Progress.ImportId);
            command.Parameters.AddWithValue("status", (int)ImportStatus.Failed);
            command.Parameters.AddWithValue("error", error);
            command.Parameters.AddWithValue("now", _time.GetUtcNow().ToUniversalTime());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await StoreChanges.TellAsync(_connection, _lease.Holder, cancellationToken);
        using (ImportMetrics.StartPhase("commit failed"))
        {
            await transaction.CommitAsync(cancellationToken);
        }

        _stored();
        ImportMetrics.Finished(ImportStatus.Failed);
    }

    /// <summary>Keeps the lease while nothing is committed (long skips).</summary>
    public async Task KeepLeaseAsync(CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
        await _lease.ProveAsync(_connection, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => WriterEnd.EndAsync(_connection, OwnTurn, _lease, _ended);

    private Task<Turn> TakeTurnAsync(CancellationToken cancellationToken) =>
        OwnTurn is null ? _lease.TakeTurnAsync(cancellationToken) : Task.FromResult(default(Turn));

    private async Task CommitOnceAsync(CancellationToken cancellationToken)
    {
        await using var transaction = OwnTransaction ?? await _connection.BeginTransactionAsync(cancellationToken);
        await _lease.ProveAsync(_connection, cancellationToken);
        await TakePostsAsync(cancellationToken);
        // Held from here on: no route is stored with a provider that somebody has changed meanwhile.
        _batch.Follow((await _rules.HoldAsync(_connection, cancellationToken)).Providers);
        await _names.StoreAsync(_connection, cancellationToken);
        var hours = _batch.Hours(_hours);
        var (duplicates, repeats) = await DuplicateSearch.MarkAsync(_batch, hours, Progress, _reach, _connection, cancellationToken);
        await RepeatStorage.WriteAsync(Progress.ImportId, repeats, _connection, cancellationToken);
        var seen = new SeenEvents();
        var contribution = _batch.Count > duplicates ? await _storage.StoreAsync(_batch, hours, _shown, seen, cancellationToken) : new Dictionary<string, long>();
        await _quarantine.WriteAsync(_connection, cancellationToken);
        var next = Progress.With(_batch.Count - duplicates, duplicates, contribution, seen, _newNames.Used);
        await next.WriteAsync(_connection, _time.GetUtcNow(), cancellationToken);
        await StoreChanges.TellAsync(_connection, _lease.Holder, cancellationToken);
        using (ImportMetrics.StartPhase("commit batch"))
        {
            await transaction.CommitAsync(cancellationToken);
        }

        Progress.Take(next);
        _newNames.Committed();
        _quarantine.Committed();
        _posts = [];
        _stored();
    }

    private async Task TakePostsAsync(CancellationToken cancellationToken)
    {
        if (_posts.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("delete from inbox where id = any(@ids)", _connection);
        command.Parameters.AddWithValue("ids", _posts.ToArray());
        if (await command.ExecuteNonQueryAsync(cancellationToken) != _posts.Count)
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

    private void NoteRows(TimeSpan took, Activity? activity)
    {
        var stored = ImportRows.Of(Progress);
        var rows = stored.Since(_storedRows);
        _storedRows = stored;
        ImportMetrics.Committed(took, rows);
        activity?.SetTag("import.rows.imported", rows.Imported).SetTag("import.rows.duplicate", rows.Duplicates)
            .SetTag("import.rows.quarantined", rows.Quarantined).SetTag("import.rows.ignored", rows.Ignored);
    }
}
