using Dashboard.Core.Classification;
using Dashboard.Core.Providers;
using Dashboard.Storage.Accounts;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>The way into the store: one import at a time, guarded by the lease.</summary>
public sealed class StoreWriter(
    NpgsqlDataSource dataSource,
    IDbContextFactory<DashboardDbContext> contexts,
    ReplyClassifier classifier,
    ProviderDirectory providers,
    SourceCapabilities capabilities,
    TimeProvider time) : IDisposable
{
    private const int MostRemoved = 10_000;

    // The lease tells processes apart; within this one, a session at a time.
    private readonly SemaphoreSlim _session = new(1);

    // Unique to this process, so that it can take its own lease back after a broken connection.
    private readonly string _holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Waits for the lease and opens a run of an import where the last one stopped.</summary>
    /// <returns>Null when the import does not exist, or is not queued or running.</returns>
    public Task<ImportSession?> OpenAsync(int importId, CancellationToken cancellationToken) => OpenAsync(
        async (connection, token) =>
        {
            if (await StartAsync(importId, connection, token, cancellationToken) is not { } progress)
            {
                return null;
            }

            var workspace = await WorkspaceAsync(cancellationToken);
            var isFirst = !progress.IsRetry && await IsFirstOfSourceAsync(progress, cancellationToken);
            return new ImportSession(
                dataSource, connection, classifier, providers, time, new WorkspaceHours(workspace.TimeZone), workspace.AttemptsSince?.UtcDateTime,
                progress, isFirst, token, _session, capabilities.Forget);
        },
        cancellationToken);

    /// <summary>Waits for the lease and goes on to take an import out of the store that is to be deleted.</summary>
    /// <returns>Null when the import does not exist (any more), or is not to be deleted.</returns>
    public Task<ImportRemoval?> OpenRemovalAsync(int importId, CancellationToken cancellationToken) =>
        OpenRemovalAsync(importId, MostRemoved, cancellationToken);

    internal Task<ImportRemoval?> OpenRemovalAsync(int importId, int mostEvents, CancellationToken cancellationToken) => OpenAsync(
        async (connection, token) =>
        {
            var hours = new WorkspaceHours((await WorkspaceAsync(cancellationToken)).TimeZone);
            return await RemovedImport.BeginAsync(importId, token, connection, cancellationToken) is { } import
                ? new ImportRemoval(
                    dataSource, connection, providers, hours, import, token, _session, capabilities.Forget, new BatchPace(time, mostEvents))
                : null;
        },
        cancellationToken);

    /// <summary>Waits for the lease and deletes what is older than it is to be kept.</summary>
    /// <returns>How many days of single attempts were deleted.</returns>
    public async Task<int> ApplyRetentionAsync(CancellationToken cancellationToken)
    {
        await using var retention = await OpenAsync(
            async (connection, token) => new Retention(
                dataSource, connection, token, await WorkspaceAsync(cancellationToken), time.GetUtcNow().UtcDateTime, _session),
            cancellationToken);
        return await retention!.ApplyAsync(cancellationToken);
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

    /// <summary>True while a writer, of this process or another, proves that it holds the lease.</summary>
    public Task<bool> IsHeldAsync(CancellationToken cancellationToken) => StoreLease.IsHeldAsync(dataSource, cancellationToken);

    /// <summary>Brings every classification to the current rules: at start, and after a rule changed.</summary>
    public async Task RestateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await Classes.RestateAsync(connection, classifier, cancellationToken);
        await Classes.FillMissingAsync(connection, classifier, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private async Task<T?> OpenAsync<T>(Func<NpgsqlConnection, long, Task<T?>> openAsync, CancellationToken cancellationToken)
        where T : class
    {
        await _session.WaitAsync(cancellationToken);
        T? opened = null;
        NpgsqlConnection? connection = null;
        try
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken);
            var token = await TakeLeaseAsync(connection, cancellationToken);
            opened = await openAsync(connection, token);
            if (opened is null)
            {
                await StoreLease.ReleaseAsync(dataSource, token, cancellationToken);
            }

            return opened;
        }
        finally
        {
            if (opened is null)
            {
                if (connection is not null)
                {
                    await connection.DisposeAsync();
                }

                _session.Release();
            }
        }
    }

    private async Task<long> TakeLeaseAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await StoreLease.TryTakeAsync(connection, _holder, cancellationToken) is { } token)
            {
                return token;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
        }
    }

    private async Task<ImportProgress?> StartAsync(int importId, NpgsqlConnection connection, long token, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await context.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == importId, cancellationToken);
        if (import is null or { Status: not (ImportStatus.Queued or ImportStatus.Running) })
        {
            return null;
        }

        using var phase = ImportMetrics.StartPhase("start import");
        await MarkRunningAsync(importId, connection, token, cancellationToken);
        if (import.Status == ImportStatus.Queued)
        {
            ImportMetrics.Started();
        }

        var progress = new ImportProgress
        {
            ImportId = import.Id,
            SourceId = import.SourceId,
            Status = ImportStatus.Running,
            Lines = import.Lines,
            Imported = import.Imported,
            Duplicates = import.Duplicates,
            Quarantined = import.Quarantined,
            Ignored = import.Ignored,
            IgnoredReasons = new Dictionary<string, long>(import.IgnoredReasons),
            Seen = import.Seen,
            ReadBytes = import.ReadBytes,
            FirstEventAt = import.FirstEventAt?.UtcDateTime,
            LastEventAt = import.LastEventAt?.UtcDateTime,
            BusySeconds = import.BusySeconds,
            IsRetry = import.IsRetry,
            RepeatsImportId = import.RepeatsImportId,
        };
        progress.Contribute(import.Contribution);
        progress.Started(time.GetUtcNow());
        return progress;
    }

    // Proves the lease: a process that slept here must not put an import that another has completed meanwhile back to running.
    private async Task MarkRunningAsync(int importId, NpgsqlConnection connection, long token, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await StoreLease.ProveAsync(connection, token, cancellationToken);
        await using var command = new NpgsqlCommand(
            "update imports set status = @running, started_at = coalesce(started_at, @now) where id = @id", connection);
        command.Parameters.AddWithValue("id", importId);
        command.Parameters.AddWithValue("running", (int)ImportStatus.Running);
        command.Parameters.AddWithValue("now", time.GetUtcNow().ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<bool> IsFirstOfSourceAsync(ImportProgress progress, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select not exists (select from coverage where source_id = @source and import_id <> @import)");
        command.Parameters.AddWithValue("source", progress.SourceId);
        command.Parameters.AddWithValue("import", progress.ImportId);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<Workspace> WorkspaceAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Workspaces.AsNoTracking().SingleAsync(cancellationToken);
    }
}
