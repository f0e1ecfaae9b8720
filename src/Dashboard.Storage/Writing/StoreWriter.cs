using Dashboard.Core.Classification;
using Dashboard.Core.Providers;
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
        async token =>
        {
            if (await StartAsync(importId, cancellationToken) is not { } progress)
            {
                return null;
            }

            var hours = new WorkspaceHours(await TimeZoneAsync(cancellationToken));
            var isFirst = !progress.IsRetry && await IsFirstOfSourceAsync(progress, cancellationToken);
            var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            return new ImportSession(
                dataSource, connection, classifier, providers, time, hours, progress, isFirst, token, _session, capabilities.Forget);
        },
        cancellationToken);

    /// <summary>Waits for the lease and goes on to take an import out of the store that is to be deleted.</summary>
    /// <returns>Null when the import does not exist (any more), or is not to be deleted.</returns>
    public Task<ImportRemoval?> OpenRemovalAsync(int importId, CancellationToken cancellationToken) =>
        OpenRemovalAsync(importId, MostRemoved, cancellationToken);

    internal Task<ImportRemoval?> OpenRemovalAsync(int importId, int mostEvents, CancellationToken cancellationToken) => OpenAsync(
        async token =>
        {
            var hours = new WorkspaceHours(await TimeZoneAsync(cancellationToken));
            var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            var import = await RemovedImport.BeginAsync(importId, token, connection, cancellationToken);
            if (import is null)
            {
                await connection.DisposeAsync();
                return null;
            }

            return new ImportRemoval(
                dataSource, connection, providers, hours, import, token, _session, capabilities.Forget, new BatchPace(time, mostEvents));
        },
        cancellationToken);

    /// <summary>Writes down what a file consists of, once it was looked at.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="names">Names of the parts in reading order; empty for a file that is its only part.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async Task NamePartsAsync(int importId, string[] names, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Imports.Where(i => i.Id == importId).ExecuteUpdateAsync(set => set.SetProperty(i => i.Parts, names), cancellationToken);
    }

    /// <summary>Ends an import that can never be completed. What it brought stays counted.</summary>
    public async Task FailAsync(int importId, string error, CancellationToken cancellationToken)
    {
        await using (var connection = await dataSource.OpenConnectionAsync(cancellationToken))
        {
            await Partitions.IndexAsync(connection, cancellationToken);
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.Imports.Where(i => i.Id == importId).ExecuteUpdateAsync(
            set => set
                .SetProperty(i => i.Status, ImportStatus.Failed)
                .SetProperty(i => i.Error, error)
                .SetProperty(i => i.FinishedAt, time.GetUtcNow()),
            cancellationToken);
        ImportMetrics.Finished(ImportStatus.Failed);
    }

    /// <summary>Brings every classification to the current rules: at start, and after a rule changed.</summary>
    public async Task RestateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await Classes.RestateAsync(connection, classifier, cancellationToken);
        await Classes.FillMissingAsync(connection, classifier, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private async Task<T?> OpenAsync<T>(Func<long, Task<T?>> openAsync, CancellationToken cancellationToken)
        where T : class
    {
        await _session.WaitAsync(cancellationToken);
        T? opened = null;
        try
        {
            var token = await TakeLeaseAsync(cancellationToken);
            opened = await openAsync(token);
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
                _session.Release();
            }
        }
    }

    private async Task<long> TakeLeaseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await StoreLease.TryTakeAsync(dataSource, _holder, cancellationToken) is { } token)
            {
                return token;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
        }
    }

    private async Task<ImportProgress?> StartAsync(int importId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var import = await context.Imports.SingleOrDefaultAsync(i => i.Id == importId, cancellationToken);
        if (import is null or { Status: not (ImportStatus.Queued or ImportStatus.Running) })
        {
            return null;
        }

        var isNew = import.Status == ImportStatus.Queued;
        import.Status = ImportStatus.Running;
        import.StartedAt ??= time.GetUtcNow();
        await context.SaveChangesAsync(cancellationToken);
        if (isNew)
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

    private async Task<bool> IsFirstOfSourceAsync(ImportProgress progress, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            "select not exists (select from coverage where source_id = @source and import_id <> @import)");
        command.Parameters.AddWithValue("source", progress.SourceId);
        command.Parameters.AddWithValue("import", progress.ImportId);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<string> TimeZoneAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Workspaces.Select(w => w.TimeZone).SingleAsync(cancellationToken);
    }
}
