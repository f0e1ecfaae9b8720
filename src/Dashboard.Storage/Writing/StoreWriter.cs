using Dashboard.Storage.Accounts;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>The way into the store: one import at a time, guarded by the lease.</summary>
public sealed class StoreWriter(
    NpgsqlDataSource dataSource,
    IDbContextFactory<DashboardDbContext> contexts,
    CurrentRules rules,
    SourceCapabilities capabilities,
    TimeProvider time) : IDisposable
{
    private const int MostRemoved = 10_000;

    // Of files one is read at a time. Posts come in between: see SharedLease.
    private readonly SemaphoreSlim _file = new(1);
    private readonly SemaphoreSlim _posts = new(1);
    private readonly SharedLease _lease = new(dataSource, time);
    private readonly PostedHour _postedHour = new(contexts);

    // The file that is read; null while none is.
    private volatile SoleImport? _sole;

    /// <summary>Says when something was stored.</summary>
    public StoreChanges Changes { get; } = new();

    /// <summary>Name of this process towards others that share the database.</summary>
    public string Holder => _lease.Holder;

    /// <summary>True while this process is at a file, or waits for that: others cannot store meanwhile.</summary>
    public bool IsAtFile => _file.CurrentCount == 0;

    /// <summary>Waits for the lease and opens a run of an import where the last one stopped.</summary>
    /// <returns>Null when the import does not exist, or is not queued or running.</returns>
    public Task<ImportSession?> OpenAsync(int importId, CancellationToken cancellationToken) => OpenFileAsync(
        async (connection, lease) =>
        {
            if (await StartAsync(importId, connection, lease, cancellationToken) is not { } progress)
            {
                return null;
            }

            // Known to the posts before it is asked what there is: none can slip in between.
            var sole = _sole = new SoleImport(progress.SourceId);
            if (progress.IsRetry || !await IsFirstOfSourceAsync(progress, connection, lease, cancellationToken))
            {
                sole.End();
            }

            var workspace = await WorkspaceAsync(cancellationToken);
            var transactions = new WriterTransactions(connection, lease, FileEnded, Stored);
            var hours = new WorkspaceHours(workspace.TimeZone);
            var commit = new BatchCommit(transactions, rules, time, hours, progress, sole);
            return Session(transactions, commit, hours, progress, workspace);
        },
        cancellationToken);

    /// <summary>Waits for the lease and goes on to take an import out of the store that is to be deleted.</summary>
    /// <returns>Null when the import does not exist (any more), or is not to be deleted.</returns>
    public Task<ImportRemoval?> OpenRemovalAsync(int importId, CancellationToken cancellationToken) =>
        OpenRemovalAsync(importId, MostRemoved, cancellationToken);

    internal Task<ImportRemoval?> OpenRemovalAsync(int importId, int mostEvents, CancellationToken cancellationToken) => OpenFileAsync(
        async (connection, lease) =>
        {
            var hours = new WorkspaceHours((await WorkspaceAsync(cancellationToken)).TimeZone);
            return await RemovedImport.BeginAsync(importId, lease, connection, cancellationToken) is { } import
                ? new ImportRemoval(new WriterTransactions(connection, lease, FileEnded, Stored), rules, hours, import, new BatchPace(time, mostEvents))
                : null;
        },
        cancellationToken);

    /// <summary>Waits for the lease and deletes what is older than it is to be kept.</summary>
    /// <returns>How many days of single attempts were deleted.</returns>
    public async Task<int> ApplyRetentionAsync(CancellationToken cancellationToken)
    {
        await using var retention = await OpenFileAsync(
            async (connection, lease) => new Retention(
                new WriterTransactions(connection, lease, FileEnded, Stored), await WorkspaceAsync(cancellationToken), time.GetUtcNow().UtcDateTime),
            cancellationToken);
        return await retention!.ApplyAsync(cancellationToken);
    }

    /// <summary>
    /// Waits for the lease, or shares it with the file that is read, and opens the import of the hour in which posts came. Read them from
    /// the inbox anew when this returns: another process may have stored them meanwhile.
    /// </summary>
    /// <param name="batch">The posts that are to be stored.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    public async Task<ImportSession> OpenPostedAsync(PostedBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await _posts.WaitAsync(cancellationToken);
        ImportSession? session = null;
        NpgsqlConnection? connection = null;
        HeldLease? lease = null;
        Turn? turn = null;
        try
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken);
            lease = await _lease.TakeAsync(connection, cancellationToken);
            // Until the end: who takes an import out meanwhile adds to the figures of others, and what is read here would be written over it.
            turn = await lease.TakeTurnAsync(cancellationToken);
            // One transaction: an hour's import is made with its first events or not at all.
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await lease.ProveAsync(connection, cancellationToken);
            // Not before the turn: days may be deleted until then.
            var workspace = await WorkspaceAsync(cancellationToken);
            var hours = new WorkspaceHours(workspace.TimeZone);
            var progress = await _postedHour.OpenAsync(batch, hours, workspace.TimeZone, transaction, cancellationToken);
            progress.Started(time.GetUtcNow());
            var transactions = new WriterTransactions(connection, lease, () => _posts.Release(), Stored) { OwnTurn = turn, OwnTransaction = transaction };
            var commit = new BatchCommit(transactions, rules, time, hours, progress, null) { Tried = () => Posted(batch.SourceId) };
            session = Session(transactions, commit, hours, progress, workspace);
            return session;
        }
        finally
        {
            if (session is null)
            {
                await WriterEnd.EndAsync(connection, turn, lease, () => _posts.Release());
            }
        }
    }

    /// <summary>Completes imports of posts whose hour is over.</summary>
    public async Task ClosePostedAsync(CancellationToken cancellationToken)
    {
        var hours = new WorkspaceHours((await WorkspaceAsync(cancellationToken)).TimeZone);
        if ((await _postedHour.OverAsync(hours, time.GetUtcNow().UtcDateTime, cancellationToken)).Count == 0)
        {
            return;
        }

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var lease = await _lease.TakeAsync(connection, cancellationToken);
        try
        {
            using var turn = await lease.TakeTurnAsync(cancellationToken);
            var over = await _postedHour.OverAsync(hours, time.GetUtcNow().UtcDateTime, cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await lease.ProveAsync(connection, cancellationToken);
            await using var command = new NpgsqlCommand(
                "update imports set status = @completed, finished_at = @now where id = any(@ids) and status = @receiving", connection);
            command.Parameters.AddWithValue("completed", (int)ImportStatus.Completed);
            command.Parameters.AddWithValue("receiving", (int)ImportStatus.Receiving);
            command.Parameters.AddWithValue("ids", over.ToArray());
            command.Parameters.AddWithValue("now", time.GetUtcNow().UtcDateTime);
            await command.ExecuteNonQueryAsync(cancellationToken);
            if (_sole is null)
            {
                // Else the file's own end does it.
                await new Settlement(connection, rules, hours).SettlePostedAsync(cancellationToken);
            }

            await transaction.CommitAsync(cancellationToken);
        }
        finally
        {
            await lease.ReturnAsync();
        }

        Stored();
    }

    /// <summary>Writes down what a file consists of, once it was looked at.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="names">Names of the parts in reading order; empty for a file that is its only part.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task NamePartsAsync(int importId, string[] names, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Imports.Where(i => i.Id == importId).ExecuteUpdateAsync(set => set.SetProperty(i => i.Parts, names), cancellationToken);
    }

    /// <summary>True while a writer, of this process or another, proves that it holds the lease for a file; posts alone are not counted.</summary>
    public Task<bool> IsHeldForFileAsync(CancellationToken cancellationToken) => StoreLease.IsAtFileAsync(dataSource, cancellationToken);

    /// <summary>At start: brings every classification to the current rules, and classifies what nobody has classified.</summary>
    public async Task RestateAsync(CancellationToken cancellationToken)
    {
        await FollowRulesAsync(cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Classes.FillMissingAsync(connection, rules, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Stored();
    }

    /// <summary>After rules changed: classifies everything stored by them. All of it or, when it is broken off, nothing.</summary>
    /// <returns>How many replies at providers were classified anew.</returns>
    public async Task<int> FollowRulesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (followed, restated) = await Classes.RestateAsync(connection, rules, cancellationToken);
        await StoreChanges.TellAsync(connection, _lease.Holder, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        rules.Restated(followed);
        Stored();
        return restated;
    }

    /// <summary>Another process has stored something, or may have.</summary>
    public void StoredElsewhere() => Stored();

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _posts.Dispose();
        _lease.Dispose();
    }

    private ImportSession Session(
        WriterTransactions transactions, BatchCommit commit, WorkspaceHours hours, ImportProgress progress, Workspace workspace) =>
        new(transactions, commit, new ImportEnd(transactions, rules, time, hours), progress, workspace.AttemptsSince?.UtcDateTime, time);

    private async Task<T?> OpenFileAsync<T>(Func<NpgsqlConnection, HeldLease, Task<T?>> openAsync, CancellationToken cancellationToken)
        where T : class
    {
        await _file.WaitAsync(cancellationToken);
        T? opened = null;
        NpgsqlConnection? connection = null;
        HeldLease? lease = null;
        try
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken);
            lease = await _lease.TakeAsync(connection, cancellationToken);
            await StoreLease.BeginFileAsync(connection, lease.Token, cancellationToken);
            opened = await openAsync(connection, lease);
            return opened;
        }
        finally
        {
            if (opened is null)
            {
                await WriterEnd.EndAsync(connection, null, lease, FileEnded);
            }
        }
    }

    private void Stored()
    {
        capabilities.Forget();
        Changes.Announce();
    }

    // Still in the turn of the posts: the file's next batch sees it.
    private void Posted(int sourceId)
    {
        if (_sole is { } file && file.SourceId == sourceId)
        {
            file.End();
        }
    }

    private void FileEnded()
    {
        _sole = null;
        _file.Release();
    }

    private async Task<ImportProgress?> StartAsync(int importId, NpgsqlConnection connection, HeldLease lease, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await context.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == importId, cancellationToken);
        if (import is null or { Status: not (ImportStatus.Queued or ImportStatus.Running) })
        {
            return null;
        }

        using var phase = ImportMetrics.StartPhase("start import");
        await MarkRunningAsync(importId, connection, lease, cancellationToken);
        if (import.Status == ImportStatus.Queued)
        {
            ImportMetrics.Started();
        }

        var progress = ImportProgress.Of(import);
        progress.Status = ImportStatus.Running;
        progress.Started(time.GetUtcNow());
        return progress;
    }

    // Proves the lease: a process that slept here must not put an import that another has completed meanwhile back to running.
    private async Task MarkRunningAsync(int importId, NpgsqlConnection connection, HeldLease lease, CancellationToken cancellationToken)
    {
        using var turn = await lease.TakeTurnAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await lease.ProveAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand(
            "update imports set status = @running, started_at = coalesce(started_at, @now) where id = @id", connection);
        command.Parameters.AddWithValue("id", importId);
        command.Parameters.AddWithValue("running", (int)ImportStatus.Running);
        command.Parameters.AddWithValue("now", time.GetUtcNow().ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // Proves the lease: a commit of posts that is still on its way over a broken connection is waited for.
    private static async Task<bool> IsFirstOfSourceAsync(
        ImportProgress progress, NpgsqlConnection connection, HeldLease lease, CancellationToken cancellationToken)
    {
        using var turn = await lease.TakeTurnAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await lease.ProveAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand(
            "select not exists (select from coverage where source_id = @source and import_id <> @import)", connection);
        command.Parameters.AddWithValue("source", progress.SourceId);
        command.Parameters.AddWithValue("import", progress.ImportId);
        var isFirst = (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        return isFirst;
    }

    private async Task<Workspace> WorkspaceAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Workspaces.AsNoTracking().SingleAsync(cancellationToken);
    }
}
