using Dashboard.Storage.Queries;
using Dashboard.Storage.Tests.Writing;
using Dashboard.Storage.Verification;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Verification;

public sealed class StoreVerificationTests(PostgresServer server, DamageableStore store) : IClassFixture<DamageableStore>
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_store_filled_by_overlapping_files_in_any_order_has_no_difference()
    {
        await using var database = await FilledStore.CreateAsync(server, "Asia/Kathmandu", 90, _token);

        var check = await CheckAsync(database);

        Assert.True(check.IsClean, string.Join('\n', check.Findings));
        Assert.Equal(await database.ReadAsync<long>("select count(*) from attempts", _token), check.Attempts);
        Assert.True(check.Cells > 500);
    }

    [Fact]
    public async Task Attempts_that_are_no_longer_kept_leave_their_counts_unquestioned()
    {
        await using var database = await FilledStore.CreateAsync(server, "Europe/Berlin", 90, _token);
        var day = await database.ReadAsync<string>("select 'attempts_' || to_char(min(occurred_at), 'YYYYMMDD') from attempts", _token);
        await database.ExecuteAsync($"drop table {day}", _token);

        var check = await CheckAsync(database);

        Assert.True(check.IsClean, string.Join('\n', check.Findings));
        Assert.True(check.Attempts > 100);
    }

    [Theory]
    [InlineData("update stream_cells set att_accepted = coalesce(att_accepted, 0) + 1 where ctid = (select min(ctid) from stream_cells)", "stream_cells")]
    [InlineData("delete from flow_cells where ctid = (select max(ctid) from flow_cells where att_deferred > 0)", "flow_cells")]
    [InlineData("update context_cells set ever_deferred = null where ever_deferred > 0", "ever_deferred")]
    [InlineData("update domain_cells set template_id = template_id + 1000 where ctid = (select min(ctid) from domain_cells)", "domain_cells")]
    [InlineData("update domain_day_cells set retry_succeeded = retry_succeeded - 1 where retry_succeeded > 0", "domain_day_cells")]
    [InlineData("update source_day_cells set attempted = attempted + 1 where ctid = (select min(ctid) from source_day_cells where attempted > 0)", "source_day_cells")]
    [InlineData("delete from flow_day_cells where ctid = (select max(ctid) from flow_day_cells where att_deferred > 0)", "flow_day_cells")]
    [InlineData("update source_domain_day_cells set accepted = accepted - 1 where accepted > 0", "source_domain_day_cells")]
    [InlineData("update stream_latencies set receiver = receiver || receiver where ctid = (select min(ctid) from stream_latencies where receiver is not null)", "stream_latencies")]
    [InlineData("update source_day_latencies set receiver = receiver || receiver where ctid = (select min(ctid) from source_day_latencies where receiver is not null)", "source_day_latencies")]
    [InlineData("delete from flow_latencies where ctid = (select min(ctid) from flow_latencies where receiver is not null)", "flow_latencies")]
    [InlineData("delete from attempts where event_key = (select event_key from attempts where type = 0 limit 1)", "att_accepted")]
    [InlineData("delete from attempts where event_key = (select event_key from attempts where type = 1 limit 1)", "Deliveries remember")]
    [InlineData("insert into attempts select occurred_at, event_key + 1, delivery_key, queued_at, import_id, template_id, context_id, domain_id, route_id, relay_id, type, has_reply, recipient, message_id, reply from attempts where type = 1 limit 1", "not among the events")]
    [InlineData("insert into attempts select a.occurred_at, a.event_key + 1, a.delivery_key, a.queued_at, a.import_id, a.template_id, a.context_id, a.domain_id, a.route_id, a.relay_id, a.type, a.has_reply, a.recipient, a.message_id, a.reply from attempts a where type = 0 and not exists (select from deliveries d where d.delivery_key = a.delivery_key) limit 1", "counted as two")]
    [InlineData("update attempts set template_id = template_id + 1 where event_key = (select event_key from attempts where type = 2 limit 1)", "not among the events")]
    [InlineData("update attempts set context_id = 12345 where event_key = (select event_key from attempts limit 1)", "context 12345")]
    [InlineData("update deliveries set state = 7 where delivery_key = (select min(delivery_key) from deliveries)", "state 7")]
    [InlineData("update deliveries set history = substr(history, 42) where delivery_key = (select min(delivery_key) from deliveries where length(history) > 41)", "not among the events")]
    [InlineData("delete from deliveries where delivery_key = (select delivery_key from attempts where type = 1 limit 1)", "is not kept")]
    [InlineData("delete from template_classes where template_id = (select min(template_id) from source_day_cells)", "nothing says what it means")]
    [InlineData("update imports set lines = lines + 1 where id = (select min(id) from imports)", "lines, but")]
    [InlineData("update imports set imported = imported + 1, lines = lines + 1 where id = (select min(id) from imports)", "events;")]
    [InlineData("update imports set quarantined = 3, lines = lines + 3 where id = (select min(id) from imports)", "0 are there")]
    [InlineData("update attempts set import_id = 999 where event_key = (select event_key from attempts limit 1)", "import 999")]
    public async Task Planted_damage_is_found(string damage, string words)
    {
        await using var database = await store.CopyAsync(_token);
        await database.ExecuteAsync(damage, _token);

        var check = await CheckAsync(database);

        Assert.True(check.Differences > 0);
        Assert.Contains(check.Findings, f => f.Contains(words, StringComparison.Ordinal));
    }

    private async Task<StoreCheck> CheckAsync(TestDatabase database)
    {
        var verification = new StoreVerification(database.DataSource, new WorkspaceZone(database.Contexts, TimeProvider.System));
        var checks = new StoreChecks(verification, database.Contexts, TimeProvider.System);
        await checks.RunAsync(await checks.BeginAsync("tester", _token), _token);
        return (await checks.LastAsync(_token))!;
    }
}
