using System.Diagnostics;
using Dashboard.Core.Delivery;

namespace Dashboard.Storage.Writing;

/// <summary>
/// One run of one import as the only writer. Lines are gathered in memory and stored in batches; a batch's events, counts, quarantine
/// and position commit in one transaction that proves the lease, or not at all.
/// </summary>
public sealed class ImportSession : IAsyncDisposable
{
    private const string TooOld = "From a time of which single attempts are no longer kept: it cannot be told whether it was counted before.";

    private readonly WriterTransactions _transactions;
    private readonly BatchCommit _commit;
    private readonly ImportEnd _end;
    private readonly DateTime? _attemptsSince;
    private readonly BatchPace _pace;
    private ImportRows _storedRows;

    internal ImportSession(
        WriterTransactions transactions, BatchCommit commit, ImportEnd end, ImportProgress progress, DateTime? attemptsSince, TimeProvider time)
    {
        _transactions = transactions;
        _commit = commit;
        _end = end;
        _attemptsSince = attemptsSince;
        _storedRows = ImportRows.Of(progress);
        _pace = new BatchPace(time, ImportBatch.MostEvents);
        Progress = progress;
    }

    /// <summary>Where the import stands, this batch included.</summary>
    public ImportProgress Progress { get; }

    /// <summary>True when the batch should be stored now: full, or a second old.</summary>
    public bool IsBatchDue => _commit.Batch.Count >= _pace.Limit || _commit.Batch.IsFullOfText || _commit.Quarantine.IsFull
        || ((Progress.IsChanged || _commit.Quarantine.HasTaken) && _pace.IsOld);

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

        _commit.Batch.Add(e, identity);
        Progress.Lines++;
    }

    /// <summary>Takes note of an event that an earlier run of this import has stored.</summary>
    public void Skip(LogEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        if (!e.MessageId.IsEmpty)
        {
            _commit.Shown?.Add(_commit.Batch.DeliveryKey(e, 0), e.Type);
        }
    }

    /// <summary>From here on every batch is searched for duplicates at least so far. Store the batch in hand before.</summary>
    public void ExpectDuplicates(DuplicateReach reach) => _commit.ExpectDuplicates(reach);

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
        _commit.Quarantine.Add(part, line, column, reason, original);
    }

    /// <summary>Takes an event that this file has brought before: the provider's id says so.</summary>
    public void AddDuplicate()
    {
        Progress.Lines++;
        Progress.Duplicates++;
    }

    /// <summary>The batch in hand is what these posts brought: they leave the inbox when it is stored.</summary>
    public void TakeFromInbox(IReadOnlyList<long> postIds) => _commit.Posts = postIds;

    /// <summary>Takes a line out of quarantine; the next call says what it turned out to be this time.</summary>
    public void TakeFromQuarantine(QuarantinePlace place)
    {
        Progress.Lines--;
        Progress.Quarantined--;
        _commit.Quarantine.Take(place);
    }

    /// <summary>
    /// Begins to read a part that stood in quarantine as a whole. It stays there, with the number of its records that are stored, until
    /// <see cref="EndWholePart"/>: a run that is broken off leaves behind how far it came.
    /// </summary>
    /// <param name="held">Its place in quarantine.</param>
    public void BeginWholePart(QuarantinePlace held) => _commit.Quarantine.BeginPart(held);

    /// <summary>Says that one more record of the part was taken.</summary>
    public void PassRecordOfWholePart() => _commit.Quarantine.PassRecordOfPart();

    /// <summary>Takes the part itself out of quarantine: each of its records has been taken.</summary>
    public void EndWholePart()
    {
        if (_commit.Quarantine.EndPart() is { } held)
        {
            TakeFromQuarantine(held);
        }
    }

    /// <summary>The next lines in quarantine after one, in order; fewer than wanted at the end.</summary>
    public Task<IReadOnlyList<QuarantinePlace>> QuarantinedAfterAsync(QuarantinePlace place, int wanted, CancellationToken cancellationToken) =>
        QuarantineStorage.ReadAfterAsync(Progress.ImportId, place, wanted, _transactions.Connection, cancellationToken);

    /// <summary>Stores the batch and the position.</summary>
    /// <param name="readBytes">Bytes of the stored file read so far.</param>
    /// <param name="cancellationToken">Cancels before anything is committed.</param>
    /// <exception cref="LeaseLostException">Another writer has taken over.</exception>
    public async Task CommitAsync(long readBytes, CancellationToken cancellationToken)
    {
        using var activity = ImportMetrics.StartBatch(Progress.ImportId);
        Progress.ReadBytes = readBytes;
        var took = await _commit.StoreAsync(cancellationToken);
        _pace.Next(took);
        NoteRows(took, activity);
    }

    /// <summary>Stores the rest, settles what only the whole import can tell, and marks the import completed.</summary>
    public async Task CompleteAsync(long readBytes, CancellationToken cancellationToken)
    {
        await CommitAsync(readBytes, cancellationToken);
        await _end.CompleteAsync(Progress, _commit.Shown?.AcceptedAgain, cancellationToken);
    }

    /// <summary>
    /// Before the first line: says which completed import's file is the same, byte for byte and read the same way. One that is being deleted
    /// meanwhile is none.
    /// </summary>
    /// <param name="importId">That import; null when there is none.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task RepeatAsync(int? importId, CancellationToken cancellationToken)
    {
        using var turn = await _transactions.TakeTurnAsync(cancellationToken);
        await using var transaction = await _transactions.BeginAsync(cancellationToken);
        var repeats = await RepeatStorage.WriteWholeFileAsync(Progress.ImportId, importId, _transactions.Connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Progress.RepeatsImportId = repeats;
    }

    /// <summary>Ends an import that can never be completed. What it brought stays counted, and is settled like that of a whole one.</summary>
    /// <param name="error">Why, a sentence for a person.</param>
    /// <param name="cancellationToken">Cancels before anything is committed.</param>
    /// <exception cref="LeaseLostException">Another writer has taken over: how the import ends is for that one to say.</exception>
    public Task FailAsync(string error, CancellationToken cancellationToken) =>
        _end.FailAsync(Progress, _commit.Shown?.AcceptedAgain, error, cancellationToken);

    /// <summary>Keeps the lease while nothing is committed (long skips).</summary>
    public async Task KeepLeaseAsync(CancellationToken cancellationToken)
    {
        using var turn = await _transactions.TakeTurnAsync(cancellationToken);
        await _transactions.ProveAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _transactions.DisposeAsync();

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
