using Dashboard.Storage;
using Dashboard.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Dashboard.Testing;

/// <summary>
/// The PostgreSQL of one test assembly: <c>[assembly: AssemblyFixture(typeof(PostgresServer))]</c>. It starts with the first database
/// asked for: the product's own embedded server in a temporary folder, or the one <c>DASHBOARD_TEST_POSTGRES</c> connects to.
/// Where neither works the tests fail.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string FolderPrefix = "dashboard-tests-";

    private readonly SemaphoreSlim _gate = new(1);
    private EmbeddedPostgres? _embedded;
    private string? _connectionString;
    private string? _template;
    private int _count;

    /// <summary>Where the server's files are; null before the first database, and for a server that is not ours.</summary>
    public string? DataFolder => _embedded?.DataFolder;

    /// <summary>Makes a database with the product's schema and no rows.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var database = new TestDatabase(this);
        await database.OpenAsync(null, cancellationToken);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        if (_template is not null)
        {
            await DropAsync(_template, CancellationToken.None);
        }

        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
            Directory.Delete(_embedded.DataFolder, recursive: true);
        }

        _gate.Dispose();
    }

    /// <summary>Copies a database, or the migrated template.</summary>
    /// <param name="from">Name of the one to copy, to which nobody is connected; null for the template.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The name of the copy and how to connect to it.</returns>
    internal async Task<(string Name, string ConnectionString)> CopyAsync(string? from, CancellationToken cancellationToken)
    {
        var template = await TemplateAsync(cancellationToken);
        var name = $"{template}_{Interlocked.Increment(ref _count)}";
        await ExecuteAsync($"create database {name} template {from ?? template}", cancellationToken);
        return (name, ConnectionStringTo(name));
    }

    internal Task DropAsync(string name, CancellationToken cancellationToken) =>
        ExecuteAsync($"drop database if exists {name} with (force)", cancellationToken);

    private async Task<string> TemplateAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_template is not null)
            {
                return _template;
            }

            _connectionString ??= await StartAsync(cancellationToken);
            var template = $"dashboard_test_{Guid.NewGuid():n}";
            await ExecuteAsync($"create database {template}", cancellationToken);
            await using (var dataSource = DashboardDatabase.CreateDataSource(ConnectionStringTo(template)))
            await using (var context = new TestContexts(dataSource).CreateDbContext())
            {
                await DashboardDatabase.MigrateAsync(context, cancellationToken);
            }

            return _template = template;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<string> StartAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("DASHBOARD_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        await EndLeftoversAsync(cancellationToken);
        var folder = Path.Combine(Path.GetTempPath(), FolderPrefix + Guid.NewGuid().ToString("n"));
        var options = new EmbeddedPostgresOptions { DataFolder = folder, Fsync = false };
        _embedded = await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, cancellationToken);
        return _embedded.ConnectionString;
    }

    // A killed test run leaves its server behind. One that is an hour old belongs to no run that is about to begin.
    private static async Task EndLeftoversAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            if (TimeProvider.System.GetUtcNow() - Directory.GetCreationTimeUtc(folder) < TimeSpan.FromHours(1))
            {
                continue;
            }

            try
            {
                var options = new EmbeddedPostgresOptions { DataFolder = folder, Fsync = false };
                await using (await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, cancellationToken))
                {
                }

                Directory.Delete(folder, recursive: true);
            }
            catch (Exception exception) when (exception is EmbeddedPostgresException or IOException or UnauthorizedAccessException)
            {
                // Still in use, or another user's: not ours to end.
            }
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        var admin = new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(admin.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Small pools: many databases share the server's connections.
    private string ConnectionStringTo(string name) =>
        new NpgsqlConnectionStringBuilder(_connectionString) { Database = name, MaxPoolSize = 10 }.ConnectionString;
}
