using Dashboard.Storage.Writing;
using Dashboard.Testing;
using Npgsql;

namespace Dashboard.Storage.Tests.Writing;

/// <summary>The index by delivery while an import runs: without it every look-up of a batch reads all that the import has stored.</summary>
public sealed class PartitionsTests(PostgresServer server) : IAsyncLifetime
{
    private static readonly DateTime Monday = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;
    private readonly Partitions _partitions = new();
    private TestDatabase _database = default!;
    private NpgsqlConnection _connection = default!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync(_token);
        _connection = await _database.DataSource.OpenConnectionAsync(_token);
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Small_days_stay_without_an_index_until_the_import_ends()
    {
        await FillAsync(Monday, 20_000);
        await FillAsync(Monday.AddDays(1), 20_000);

        await _partitions.IndexLargeAsync([Monday.AddDays(1)], 1, _connection, _token);
        Assert.Equal("", await IndexedAsync("by_delivery"));

        await Partitions.IndexAsync(_connection, _token);
        Assert.Equal("attempts_20260601 attempts_20260602", await IndexedAsync("by_delivery"));
        Assert.Equal("attempts_20260601 attempts_20260602", await IndexedAsync("by_message"));
    }

    [Fact]
    public async Task Days_that_are_large_together_are_indexed_those_first_that_are_not_written_to()
    {
        await FillAsync(Monday, 130_000);
        await FillAsync(Monday.AddDays(1), 130_000);

        await _partitions.IndexLargeAsync([Monday.AddDays(1).AddHours(3)], 1, _connection, _token);

        Assert.Equal("attempts_20260601", await IndexedAsync("by_delivery"));
    }

    [Fact]
    public async Task One_large_day_is_indexed_while_it_is_written_to_and_a_look_up_uses_the_index()
    {
        await FillAsync(Monday, 260_000);

        await _partitions.IndexLargeAsync([Monday], 1, _connection, _token);

        Assert.Equal("attempts_20260601", await IndexedAsync("by_delivery"));
        await using var command = new NpgsqlCommand("explain (format json) select delivery_key from attempts a where a.delivery_key = any(@keys)", _connection);
        command.Parameters.AddWithValue("keys", Enumerable.Range(0, 200).Select(i => (long)i * 1000).ToArray());
        Assert.DoesNotContain("Seq Scan", (string)(await command.ExecuteScalarAsync(_token))!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sizes_are_looked_at_once_in_many_batches_and_again_after_a_rollback()
    {
        await _partitions.IndexLargeAsync([Monday], 2000, _connection, _token);
        await FillAsync(Monday, 260_000);

        await _partitions.IndexLargeAsync([Monday], 2000, _connection, _token);
        Assert.Equal("", await IndexedAsync("by_delivery"));

        _partitions.Forget();
        await _partitions.IndexLargeAsync([Monday], 2000, _connection, _token);
        Assert.Equal("attempts_20260601", await IndexedAsync("by_delivery"));
    }

    private async Task FillAsync(DateTime day, int rows)
    {
        await _partitions.EnsureAsync([day], _connection, _token);
        await using var command = new NpgsqlCommand(
            """
            insert into attempts (occurred_at, event_key, delivery_key, import_id, template_id, context_id, domain_id, route_id, type, has_reply, recipient, message_id)
            select @day + n * interval '0.3 seconds', n, n * 1000, 1, 1, 1, 1, 1, 0, true, 'recipient-' || n || '@mailbox.example', n || '@sender.example'
            from generate_series(1, @rows) n
            """,
            _connection);
        command.Parameters.AddWithValue("day", day);
        command.Parameters.AddWithValue("rows", rows);
        await command.ExecuteNonQueryAsync(_token);
    }

    private async Task<string> IndexedAsync(string index) => (await _database.ReadAsync<string>(
        $"select coalesce(string_agg(tablename, ' ' order by tablename), '') from pg_indexes where indexname like 'attempts\\_%{index}'", _token))!;
}
