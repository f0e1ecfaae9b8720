using Microsoft.Extensions.Logging;
using Npgsql;

namespace Dashboard.Storage.Embedded;

/// <summary>
/// The PostgreSQL that the app starts for itself when no connection string is configured, and stops with itself.
/// Dispose it after everything that uses the database.
/// </summary>
public sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ILogger _logger;
    private readonly DataFolderLock _hold;
    private readonly PostgresCluster _cluster;
    private readonly int _port;
    private readonly Task _background;
    private bool _isDisposed;

    private EmbeddedPostgres(string dataFolder, DataFolderLock hold, PostgresCluster cluster, int port, bool isNew, ILogger logger)
    {
        DataFolder = dataFolder;
        _hold = hold;
        _cluster = cluster;
        _port = port;
        _logger = logger;
        ConnectionString = cluster.ConnectionString(PostgresCluster.Name, port, isPooled: true);
        _background = Task.WhenAll(isNew ? cluster.SyncAsync(CancellationToken.None) : Task.CompletedTask, WatchAsync(_stopping.Token));
    }

    /// <summary>Opens the app's database on the running server.</summary>
    public string ConnectionString { get; }

    /// <summary>The app's data folder, as a full path.</summary>
    public string DataFolder { get; }

    /// <summary>The folder of the programs that run the server.</summary>
    public string BinariesFolder => _cluster.Binaries.Folder;

    /// <summary>
    /// Takes the data folder, finds PostgreSQL, makes the cluster at the first start, and starts the server or attaches to the one that
    /// outlived a killed app.
    /// </summary>
    /// <param name="options">Where, and with which programs.</param>
    /// <param name="logger">Hears of starts, stops and restarts.</param>
    /// <param name="cancellationToken">Ends the start; nothing stays locked.</param>
    /// <exception cref="DataFolderInUseException">Another app runs on the folder.</exception>
    /// <exception cref="EmbeddedPostgresException">PostgreSQL is missing, of another version than the cluster, or does not start.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(
        EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        options = options with { DataFolder = Path.GetFullPath(options.DataFolder) };
        var hold = DataFolderLock.Take(options.DataFolder);
        try
        {
            var (cluster, isNew) = await PostgresCluster.OpenAsync(options, logger, cancellationToken);
            var running = await PostgresLaunch.TryAttachAsync(cluster, cancellationToken);
            var port = running?.Port ?? await PostgresLaunch.StartAsync(cluster, port: null, cancellationToken);
            if (running is not null)
            {
                LogAttached(logger, running.ProcessId, port);
            }
            else
            {
                LogStarted(logger, cluster.Binaries.MajorVersion, cluster.Binaries.Folder, port);
            }

            await MakeDatabaseAsync(cluster, port, cancellationToken);
            return new EmbeddedPostgres(options.DataFolder, hold, cluster, port, isNew, logger);
        }
        catch (UnauthorizedAccessException exception)
        {
            hold.Dispose();
            throw new EmbeddedPostgresException(
                $"{exception.Message} The database in {options.DataFolder} needs an ordinary user who owns that folder: start the app as one.",
                exception);
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    /// <summary>Stops the server and gives the data folder back.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await _stopping.CancelAsync();
        await _background.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        NpgsqlConnection.ClearAllPools();
        var failure = await _cluster.TryStopAsync(CancellationToken.None);
        if (failure is null)
        {
            LogStopped(_logger);
        }
        else
        {
            LogNotStopped(_logger, failure);
        }

        _hold.Dispose();
        _stopping.Dispose();
    }

    // The server can be killed under the app (out of memory): bring it back on the same port, so that pools recover by themselves.
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var postmaster = Postmaster.TryRead(_cluster.Folder);
            if (postmaster is not null && postmaster.IsAlive())
            {
                continue;
            }

            LogDied(_logger);
            postmaster?.MarkDead(_cluster.Folder);
            try
            {
                await PostgresLaunch.StartAsync(_cluster, _port, cancellationToken);
                LogStarted(_logger, _cluster.Binaries.MajorVersion, _cluster.Binaries.Folder, _port);
            }
            catch (EmbeddedPostgresException exception)
            {
                LogNotStarted(_logger, exception);
                await Task.Delay(TimeSpan.FromSeconds(30), cancellationToken);
            }
        }
    }

    private static async Task MakeDatabaseAsync(PostgresCluster cluster, int port, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres", port, isPooled: false));
        await connection.OpenAsync(cancellationToken);
        await using var look = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        look.Parameters.AddWithValue(PostgresCluster.Name);
        if (await look.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var make = new NpgsqlCommand($"create database {PostgresCluster.Name}", connection);
            await make.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "PostgreSQL {Version} from {Folder} runs on 127.0.0.1:{Port}")]
    private static partial void LogStarted(ILogger logger, int version, string folder, int port);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Attached to the PostgreSQL that still ran (process {ProcessId}, 127.0.0.1:{Port})")]
    private static partial void LogAttached(ILogger logger, int processId, int port);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "PostgreSQL stopped")]
    private static partial void LogStopped(ILogger logger);

    [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "PostgreSQL did not stop; the next start attaches to it. {Failure}")]
    private static partial void LogNotStopped(ILogger logger, string failure);

    [LoggerMessage(EventId = 5, Level = LogLevel.Error, Message = "PostgreSQL ended by itself and is started again")]
    private static partial void LogDied(ILogger logger);

    [LoggerMessage(EventId = 6, Level = LogLevel.Error, Message = "PostgreSQL could not be started again")]
    private static partial void LogNotStarted(ILogger logger, Exception exception);
}
