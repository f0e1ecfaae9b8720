using Dashboard.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xunit;

namespace Dashboard.Testing;

/// <summary>
/// A database of its own with the product's schema and no rows: for the tests of a class as <c>IClassFixture&lt;TestDatabase&gt;</c>, or
/// for one test by <see cref="PostgresServer.CreateDatabaseAsync"/>. It is dropped when disposed.
/// </summary>
public sealed class TestDatabase(PostgresServer server) : IAsyncLifetime
{
    private string? _name;
    private NpgsqlDataSource? _dataSource;

    /// <summary>Connects to this database, with a pool.</summary>
    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource DataSource => _dataSource ?? throw new InvalidOperationException("The database is not open.");

    /// <summary>What classes under test take as <c>IDbContextFactory</c>.</summary>
    public IDbContextFactory<DashboardDbContext> Contexts => new TestContexts(DataSource);

    public ValueTask InitializeAsync() => new(OpenAsync(null, TestContext.Current.CancellationToken));

    /// <summary>Runs a statement of the test's own.</summary>
    /// <returns>The number of rows it touched.</returns>
    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads one value by plain SQL, past the class under test.</summary>
    public async Task<T?> ReadAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = DataSource.CreateCommand(sql);
        var value = await command.ExecuteScalarAsync(cancellationToken);
        return value is null or DBNull ? default : (T)value;
    }

    /// <summary>Another database with what stands in this one. Nothing may be at work in it.</summary>
    public async Task<TestDatabase> CopyAsync(CancellationToken cancellationToken)
    {
        DataSource.Clear();
        var copy = new TestDatabase(server);
        await copy.OpenAsync(_name, cancellationToken);
        return copy;
    }

    public async ValueTask DisposeAsync()
    {
        if (_dataSource is not null)
        {
            await _dataSource.DisposeAsync();
        }

        if (_name is not null)
        {
            await server.DropAsync(_name, CancellationToken.None);
        }
    }

    internal async Task OpenAsync(string? from, CancellationToken cancellationToken)
    {
        (_name, ConnectionString) = await server.CopyAsync(from, cancellationToken);
        _dataSource = DashboardDatabase.CreateDataSource(ConnectionString);
    }
}
