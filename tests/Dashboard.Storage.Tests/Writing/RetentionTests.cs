using Dashboard.Storage.Queries;
using Dashboard.Storage.Verification;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Writing;

public sealed class RetentionTests(PostgresServer server)
{
    private const string Counts = "select md5(string_agg(c::text, ',' order by c::text)) from domain_cells c";
    private static readonly DateTime SecondDay = new(2026, 6, 2, 0, 0, 0, DateTimeKind.Utc);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_older_than_they_are_kept_go_and_their_counts_stay_and_are_never_counted_again()
    {
        var events = RandomSender.Events(5, 200);
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync(events, () => 90, _token);
        var counts = await database.ReadAsync<string>(Counts, _token);
        await KeepSinceAsync(database, SecondDay);

        Assert.Equal(1, await store.Writer.ApplyRetentionAsync(_token));

        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from attempts where occurred_at < '2026-06-02Z'", _token));
        Assert.Equal(SecondDay, await database.ReadAsync<DateTime>("select attempts_since from workspaces", _token));
        Assert.Equal(counts, await database.ReadAsync<string>(Counts, _token));
        await AssertVerifiedAsync(database);

        var old = events.Count(e => e.At < SecondDay);
        var again = await store.ImportAsync(events, () => 70, _token);
        Assert.InRange(old, 50, events.Count - 50);
        Assert.Equal((0L, events.Count - old, old), (again.Imported, again.Duplicates, again.Ignored));
        Assert.Equal(counts, await database.ReadAsync<string>(Counts, _token));
        Assert.Equal(0, await store.Writer.ApplyRetentionAsync(_token));
    }

    [Fact]
    public async Task An_old_log_is_kept_from_its_import_on()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync(RandomSender.Events(6, 50), () => 90, _token);

        Assert.Equal(0, await store.Writer.ApplyRetentionAsync(_token));

        Assert.True(await database.ReadAsync<long>("select count(*) from attempts where occurred_at < now() - interval '100 days'", _token) > 50);
        Assert.Null(await database.ReadAsync<DateTime?>("select attempts_since from workspaces", _token));
    }

    [Fact]
    public async Task Counts_go_when_their_own_time_is_over()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync(RandomSender.Events(7, 50), () => 90, _token);
        await KeepSinceAsync(database, DateTime.UtcNow.AddDays(-30));
        await store.Writer.ApplyRetentionAsync(_token);
        Assert.True(await database.ReadAsync<long>("select count(*) from stream_cells", _token) > 0);

        await database.ExecuteAsync("update workspaces set count_months = 1", _token);
        await store.Writer.ApplyRetentionAsync(_token);

        foreach (var table in new[] { "attempts", "deliveries", "coverage", "stream_cells", "flow_cells", "context_cells", "domain_cells", "domain_day_cells", "source_day_cells", "flow_day_cells", "source_domain_day_cells", "stream_latencies", "flow_latencies", "source_day_latencies" })
        {
            Assert.Equal(0L, await database.ReadAsync<long>($"select count(*) from {table}", _token));
        }

        await AssertVerifiedAsync(database);
    }

    // As if everything had been imported long ago. Whole days are kept, so the limit lies within the day that begins then.
    private async Task KeepSinceAsync(TestDatabase database, DateTime since)
    {
        await database.ExecuteAsync("update imports set finished_at = finished_at - interval '1 year'", _token);
        await database.ExecuteAsync($"update workspaces set attempt_days = {(int)(DateTime.UtcNow - since).TotalDays}", _token);
    }

    private async Task AssertVerifiedAsync(TestDatabase database)
    {
        var check = new StoreCheck();
        await new StoreVerification(database.DataSource, new WorkspaceZone(database.Contexts, TimeProvider.System)).RunAsync(check, _token);
        Assert.Empty(check.Findings);
    }
}
