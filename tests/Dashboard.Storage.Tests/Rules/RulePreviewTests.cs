using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Tests.Writing;
using Dashboard.Testing;
using static Dashboard.Storage.Tests.Rules.RulesOfTests;

namespace Dashboard.Storage.Tests.Rules;

public sealed class RulePreviewTests(PostgresServer server)
{
    private static readonly DateTimeOffset From = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset To = new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_preview_tells_what_saving_then_does_and_writes_nothing()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var store = new Store(database);
        using var rules = new RulesOfTests(database);
        await store.ImportAsync(
            [Refused(1, "550 zork quux"), Refused(2, "550 zork quux"), Refused(3, "550 5.1.1 no such user"), Refused(4, "550 5.1.1 no such user"), Refused(5, "550 snarf")], () => 9, Token);
        var capabilities = new SourceCapabilities(database.DataSource, TimeProvider.System);
        var zone = new WorkspaceZone(database.Contexts, TimeProvider.System);
        var metrics = new MetricsQuery(database.DataSource, zone, capabilities, new LatencyQuery(database.DataSource));
        Dashboard.Core.Classification.Own.OwnRule[] own = [Rule("zork", "zork quux", "reputation"), Rule("theirs", "no such user", "policy")];

        var preview = await new RulePreviewQuery(database.DataSource, rules.Current, capabilities).ReadAsync(Only(own), From, To, Token);

        Assert.Empty(preview.Problems);
        Assert.Equal((3, 2, 2, 4), (preview.Replies, preview.Changed, preview.Moved, preview.MovedTimes));
        Assert.Contains(preview.Moves, m => (m.From, m.To, m.Times) == ("rejected-unclassified", "rejected-reputation", 2));
        var shadowed = Assert.Single(preview.Shadowed);
        Assert.Equal(("theirs", false, 2), (shadowed.By, shadowed.IsOwn, shadowed.Times));
        Assert.Equal((2, 0, 3), (preview.Before[Count.Hard], preview.Before[Count.Block], preview.Before[Count.Unclassified]));
        Assert.Equal(0, await database.ReadAsync<long>("select count(*) from template_classes where rule_id in ('zork', 'theirs')", Token));
        Assert.Equal(0, await database.ReadAsync<long>("select count(*) from rule_versions", Token));

        await rules.SaveAsync(own, Token);
        var after = (await metrics.ReadAsync(new MetricsRequest { Filter = new ReportFilter(From, To, []) }, Token)).Rows[0].Counts;

        Assert.All(Enum.GetValues<Count>(), count => Assert.Equal(after[count], preview.After[count]));
        Assert.Equal((0, 4, 1), (after[Count.Hard], after[Count.Block], after[Count.Unclassified]));
    }

    [Fact]
    public async Task A_rule_of_a_code_alone_is_named_with_what_it_takes_and_in_force_it_changes_nothing()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var store = new Store(database);
        using var rules = new RulesOfTests(database);
        await store.ImportAsync([Refused(1, "550 zork quux"), Refused(2, "550 snarf"), Refused(3, "550 snarf"), Refused(4, "554 blorp")], () => 9, Token);
        var query = new RulePreviewQuery(database.DataSource, rules.Current, new SourceCapabilities(database.DataSource, TimeProvider.System));
        var file = Only(Rule("zork", "zork quux", "policy"), Rule("all-550", "", "policy") with { Contains = [], Code = ["550"], Samples = ["550 anything"] });

        var preview = await query.ReadAsync(file, From, To, Token);

        Assert.False(preview.IsInForce);
        var broad = Assert.Single(preview.Broad);
        Assert.Equal(("all-550", 1, 1), (broad.Rule.Id, broad.Replies, broad.Templates));
        await rules.SaveAsync(file, Token);
        var again = await query.ReadAsync(file, From, To, Token);
        Assert.True(again.IsInForce);
        Assert.Empty(again.Broad);
    }

    [Fact]
    public async Task A_preview_that_nobody_waits_for_any_more_ends_in_the_database_too()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var rules = new RulesOfTests(database);
        using var left = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using (var command = new Npgsql.NpgsqlCommand("lock table templates in access exclusive mode", connection))
        {
            await command.ExecuteNonQueryAsync(Token);
        }

        const string Waiting = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        var query = new RulePreviewQuery(database.DataSource, rules.Current, new SourceCapabilities(database.DataSource, TimeProvider.System));
        var preview = query.ReadAsync(Only(Rule("zork", "zork quux", "policy")), From, To, left.Token);
        while (await database.ReadAsync<long>(Waiting, Token) == 0)
        {
            Assert.False(preview.IsCompleted);
        }

        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => preview);
        Assert.Equal(0L, await database.ReadAsync<long>(Waiting, Token));
    }
}
