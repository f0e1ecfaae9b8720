using System.Diagnostics;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Delivery;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Tests.Writing;
using Dashboard.Testing;
using Npgsql;
using static Dashboard.Storage.Tests.Rules.RulesOfTests;

namespace Dashboard.Storage.Tests.Rules;

public sealed class RuleVersionsTests(PostgresServer server)
{
    private const string Classes =
        """
        select coalesce(string_agg(concat_ws('|', t.text, k.provider, k.reason, k.bucket, k.sub_reason, k.fault, k.tier, k.actions, k.rule_id, k.ruleset_version), E'\n'
            order by t.text, k.provider), '') from template_classes k join templates t using (template_id)
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_restates_history_and_leaves_attempts_and_counts_as_they_were()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var store = new Store(database);
        using var rules = new RulesOfTests(database);
        await store.ImportAsync([Refused(1, "550 zork quux one"), Refused(2, "550 zork quux one"), Refused(3, "550 5.1.1 no such user")], () => 2, Token);
        var before = await BytesAsync(database);

        Assert.Equal("unclassified", await RuleOfAsync(database, "550 zork quux one"));
        await rules.SaveAsync([Rule("zork", "zork quux", "reputation")], Token);

        Assert.Equal("zork", await RuleOfAsync(database, "550 zork quux one"));
        Assert.Equal(before, await BytesAsync(database));
    }

    [Fact]
    public async Task Restoring_a_version_gives_exactly_its_classes()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var store = new Store(database);
        using var rules = new RulesOfTests(database);
        await store.ImportAsync([Refused(1, "550 zork quux one"), Refused(2, "550 snarf two"), Refused(3, "550 5.1.1 no such user")], () => 2, Token);
        var shipped = await database.ReadAsync<string>(Classes, Token);
        await rules.SaveAsync([Rule("zork", "zork quux", "reputation")], Token);
        var first = await database.ReadAsync<string>(Classes, Token);
        await rules.SaveAsync([Rule("zork", "zork quux", "content"), Rule("snarf", "snarf two", "policy"), Rule("theirs", "no such user", "inactive-user")], Token);
        Assert.NotEqual(first, await database.ReadAsync<string>(Classes, Token));

        var restored = await rules.Versions.RestoreAsync(1, 2, "Bob", "back", Token);

        Assert.Equal((3, 1), (restored.Version!.Number, restored.Version.RestoredFrom));
        Assert.Equal(first, await database.ReadAsync<string>(Classes, Token));
        await rules.Versions.RestoreAsync(0, 3, "Bob", "as shipped", Token);
        Assert.Equal(shipped, await database.ReadAsync<string>(Classes, Token));
    }

    [Fact]
    public async Task A_running_import_classifies_by_rules_that_another_process_has_saved()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var store = new Store(database);
        using var elsewhere = new RulesOfTests(database);
        await using (var session = (await store.Writer.OpenAsync(await store.RegisterAsync(Token), Token))!)
        {
            Add(Refused(1, "550 zork first"));
            await session.CommitAsync(0, Token);
            await elsewhere.SaveAsync([Rule("zork", "zork", "reputation")], Token);
            Add(Refused(2, "550 zork second"));
            await session.CommitAsync(0, Token);
            await session.CompleteAsync(0, Token);

            void Add(SentEvent sent)
            {
                var e = new LogEvent();
                sent.Fill(e);
                session.Add(e, EventIdentity.WithOccurrence(EventIdentity.Hash(e), 1));
            }
        }

        Assert.Equal("zork", await RuleOfAsync(database, "550 zork first"));
        Assert.Equal("zork", await RuleOfAsync(database, "550 zork second"));
    }

    [Fact]
    public async Task Saving_waits_for_a_batch_that_classifies_by_the_rules_before()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var rules = new RulesOfTests(database);
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await using var batch = await connection.BeginTransactionAsync(Token);
        await rules.Current.HoldAsync(connection, Token);

        var saving = rules.SaveAsync([Rule("zork", "zork", "reputation")], Token);
        while (await database.ReadAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and not granted", Token) == 0)
        {
            Assert.False(saving.IsCompleted);
        }

        await batch.CommitAsync(Token);
        Assert.Equal(1, (await saving).Number);
    }

    [Fact]
    public async Task Saving_does_not_wait_for_a_process_that_froze_in_the_middle_of_a_batch()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var frozen = new RulesOfTests(database);
        using var rules = new RulesOfTests(database, frozenAfter: TimeSpan.FromMilliseconds(300));
        await using var connection = await database.DataSource.OpenConnectionAsync(Token);
        await using var batch = await connection.BeginTransactionAsync(Token);
        await frozen.Current.HoldAsync(connection, Token);

        Assert.Equal(1, (await rules.SaveAsync([Rule("zork", "zork", "reputation")], Token)).Number);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => batch.CommitAsync(Token));
    }

    [Fact]
    public async Task A_restatement_that_was_killed_leaves_the_old_classes_and_is_done_by_the_next_process()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var store = new Store(database);
        using var killed = new RulesOfTests(database);
        await store.ImportAsync([Refused(1, "550 zork one"), Refused(2, "550 zork two"), Refused(3, "550 zork three")], () => 5, Token);
        var before = await database.ReadAsync<string>(Classes, Token);

        // The restatement gets as far as this row, and waits.
        await using var blocking = await database.DataSource.OpenConnectionAsync(Token);
        await using (var transaction = await blocking.BeginTransactionAsync(Token))
        {
            await using var hold = new NpgsqlCommand("select from template_classes where template_id = (select max(template_id) from template_classes) for update", blocking);
            await hold.ExecuteNonQueryAsync(Token);
            var saving = killed.SaveAsync([Rule("zork", "zork", "reputation")], Token);
            while (await database.ReadAsync<long>(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into template_classes%' and datname = current_database()",
                Token) == 0)
            {
                Assert.False(saving.IsCompleted);
            }

            await Assert.ThrowsAnyAsync<Exception>(() => saving);
        }

        Assert.Equal(1, await database.ReadAsync<int>("select max(number) from rule_versions", Token));
        Assert.Equal(before, await database.ReadAsync<string>(Classes, Token));

        using var next = new RulesOfTests(database);
        await next.Writer.RestateAsync(Token);

        Assert.True(next.Current.IsRestated);
        Assert.Equal(3, await database.ReadAsync<long>("select count(*) from template_classes where rule_id = 'zork'", Token));
    }

    [Fact]
    public async Task Rules_made_from_an_outdated_version_are_not_saved()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var rules = new RulesOfTests(database);
        using var other = new RulesOfTests(database);
        await other.SaveAsync([Rule("first", "first", "policy")], Token);

        var saving = await rules.Versions.SaveAsync(new RuleChange(0, Only(Rule("second", "second", "policy")), "Bob", ""), Token);

        Assert.Null(saving.Version);
        Assert.Contains("version 1", Assert.Single(saving.Problems).Message, StringComparison.Ordinal);
        Assert.Equal(1, await database.ReadAsync<long>("select count(*) from rule_versions", Token));
    }

    [Fact]
    public async Task A_rule_that_does_not_win_its_sample_is_not_saved()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var rules = new RulesOfTests(database);
        var written = Rule("second", "zork", "policy") with { Samples = ["550 something else"] };

        var saving = await rules.Versions.SaveAsync(new RuleChange(0, Only(written), "Bob", ""), Token);

        Assert.Equal(("second", "samples"), (Assert.Single(saving.Problems).RuleId, saving.Problems[0].Field));
        Assert.Equal(0, await database.ReadAsync<long>("select count(*) from rule_versions", Token));
    }

    [Fact]
    public async Task Ten_thousand_templates_at_three_providers_are_restated_within_seconds()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var rules = new RulesOfTests(database);
        await database.ExecuteAsync(
            """
            insert into templates (outcome, local, stage, masker_version, code, enhanced, text, sample, first_seen)
            select 1 + i % 2, false, 4, 1, 450 + 100 * (i % 2), '5.7.' || i % 30,
                '550 5.7.' || i % 30 || ' zork ' || md5(i::text) || ' message for <address> was not taken by <host>, see ' || md5((i / 7)::text), 'sample', now()
            from generate_series(1, 10000) i;
            insert into template_classes (template_id, provider, reason, bucket, fault, tier, actions, rule_id, ruleset_version)
            select template_id, provider, 0, 5, 0, 0, '{12}', 'unclassified', 'older' from templates, unnest(array['gmail', 'microsoft', 'other']) provider;
            """,
            Token);
        OwnRule[] own = [Rule("zork", "zork a", "reputation"), .. Enumerable.Range(0, 200).Select(i =>
            Rule($"own-{i}", $"zork b{i:x2}", "policy") with { Contains = [], Pattern = $"zork b{i:x2}.*(not|never) taken" , Samples = [$"550 zork b{i:x2} was not taken"] })];

        var before = Stopwatch.GetTimestamp();
        await rules.SaveAsync(own, Token);
        var took = Stopwatch.GetElapsedTime(before);

        TestContext.Current.TestOutputHelper?.WriteLine($"30,000 pairs, 201 own rules: {took.TotalSeconds:0.00} s");
        Assert.Equal(30_000, await database.ReadAsync<long>($"select count(*) from template_classes where ruleset_version = '{rules.Current.Now.RuleSet.Version}'", Token));

        // Ten are the goal of a machine of its own; other tests share this one.
        Assert.InRange(took.TotalSeconds, 0, 60);
    }

    private static async Task<string?> RuleOfAsync(TestDatabase database, string text) => await database.ReadAsync<string>(
        $"select string_agg(distinct k.rule_id, ',') from template_classes k join templates t using (template_id) where t.text = '{text}'", Token);

    /// <summary>Every row of everything that rules must not touch, its place on disk and the transaction that wrote it included.</summary>
    private static async Task<string> BytesAsync(TestDatabase database)
    {
        string[] tables =
        [
            "attempts", "deliveries", "stream_cells", "flow_cells", "context_cells", "domain_cells", "domain_day_cells", "source_day_cells", "flow_day_cells",
            "source_domain_day_cells", "stream_latencies", "flow_latencies", "templates", "routes", "domains",
        ];
        var sums = tables.Select(table => $"(select '{table} ' || coalesce(md5(string_agg(ctid::text || xmin::text || q::text, ',' order by ctid)), '') from {table} q)");
        return (await database.ReadAsync<string>($"select concat_ws(E'\\n', {string.Join(", ", sums)})", Token))!;
    }
}
