using Dashboard.Testing;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Storage.Tests.Migrations;

public sealed class StoreMigrationsTests(PostgresServer server)
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_that_two_sources_share_becomes_two_and_is_counted_for_each()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        await MigrateAsync(database, "20261126223000_Store", fromNothing: true);
        // “promotional” is used by sources 1 and 2, “transactional” by source 2 alone.
        await database.ExecuteAsync(
            """
            insert into streams (name) values ('promotional'), ('transactional');
            insert into flows (source_id, client, campaign, stream, pool)
            values (2, '', 'c2', 'promotional', ''), (1, '', 'c1', 'promotional', ''), (2, '', '', 'transactional', '');
            insert into contexts (flow_id, stream_id, sending_ip, return_path_domain, from_domain, dkim_domain, list_source, segment)
            values (1, 1, '', '', '', '', '', ''), (2, 1, '', '', '', '', '', ''), (3, 2, '', '', '', '', '', '');
            insert into flow_cells (hour, flow_id, route_id, template_id, attempted, accepted)
            values ('2026-06-01 12:00Z', 1, 1, 1, 10, 9), ('2026-06-01 12:00Z', 2, 1, 1, 5, null), ('2026-06-01 12:00Z', 3, 1, 1, 3, 3);
            insert into stream_cells (hour, stream_id, route_id, template_id, attempted, accepted)
            values ('2026-06-01 12:00Z', 1, 1, 1, 15, 9), ('2026-06-01 12:00Z', 2, 1, 1, 3, 3);
            insert into domain_cells (hour, domain_id, route_id, stream_id, template_id, attempted)
            values ('2026-06-01 12:00Z', 1, 1, 1, 1, 15), ('2026-06-01 12:00Z', 1, 1, 2, 1, 3);
            """,
            _token);

        await MigrateAsync(database, null, fromNothing: false);

        Assert.Equal("1 promotional, 2 promotional, 2 transactional", await ReadAsync(
            database, "select string_agg(source_id || ' ' || name, ', ' order by source_id, name) from streams"));
        Assert.Equal("1 promotional 5 0, 2 promotional 10 9, 2 transactional 3 3", await ReadAsync(
            database,
            """
            select string_agg(concat_ws(' ', s.source_id, s.name, c.attempted, coalesce(c.accepted, 0)), ', ' order by s.source_id, s.name)
            from stream_cells c join streams s using (stream_id)
            """));
        Assert.Equal("c2 2, c1 1,  2", await ReadAsync(
            database,
            """
            select string_agg(f.campaign || ' ' || s.source_id, ', ' order by x.context_id)
            from contexts x join flows f using (flow_id) join streams s using (stream_id)
            """));
        Assert.Equal("1 promotional 15, 2 transactional 3", await ReadAsync(
            database,
            """
            select string_agg(concat_ws(' ', s.source_id, s.name, c.attempted), ', ' order by s.source_id)
            from domain_cells c join streams s using (stream_id)
            """));
    }

    [Fact]
    public async Task What_earlier_imports_have_shown_is_found_from_the_counts()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        await MigrateAsync(database, "20261127021500_StreamsBySource", fromNothing: true);
        await database.ExecuteAsync(
            """
            insert into sources (name, format, created_at) values ('mta', 'powermta', now()), ('esp', 'csv', now());
            insert into imports (source_id, file_name, stored_name, file_bytes, read_bytes, status, lines, imported, duplicates, quarantined,
                ignored, ignored_reasons, created_at, created_by, busy_seconds, is_retry)
            select s, '', '', 0, 0, 2, n, n, 0, 0, 0, '{}', now(), '', 0, false from (values (1, 0), (1, 5), (1, 5), (2, 3)) v(s, n);
            insert into flows (source_id, client, campaign, stream, pool) values (1, '', '', '', ''), (2, '', '', '', '');
            insert into routes (name, by_domain, provider) values ('a.test', true, 'other'), ('mx.test', false, 'other');
            insert into templates (outcome, local, stage, masker_version, text, sample, first_seen)
            values (0, false, 0, 1, '', '', now()), (1, false, 4, 1, '451 later', '', now());
            insert into flow_cells (hour, flow_id, route_id, template_id, att_accepted, att_deferred, attempted)
            values ('2026-06-01 12:00Z', 1, 2, 1, 7, null, 7), ('2026-06-01 12:00Z', 1, 2, 2, null, 3, 3), ('2026-06-01 12:00Z', 2, 1, 1, 3, null, 3);
            insert into flow_latencies (hour, by_cohort, flow_id, route_id, total) values ('2026-06-01 00:00Z', false, 1, 2, '\x00');
            """,
            _token);

        await MigrateAsync(database, null, fromNothing: false);

        Assert.Equal(
            """
            1 {}
            2 {"relay": 10, "stage": 3, "accepted": 7, "deferred": 3, "queueTime": 1, "replyText": 3}
            3 {}
            4 {"accepted": 3}
            """,
            await ReadAsync(database, "select string_agg(id || ' ' || seen, E'\n' order by id) from imports"),
            ignoreLineEndingDifferences: true);
    }

    private async Task MigrateAsync(TestDatabase database, string? target, bool fromNothing)
    {
        if (fromNothing)
        {
            await database.ExecuteAsync("drop schema public cascade; create schema public", _token);
        }

        await using var context = await database.Contexts.CreateDbContextAsync(_token);
        await context.Database.GetService<IMigrator>().MigrateAsync(target, _token);
    }

    private Task<string?> ReadAsync(TestDatabase database, string sql) => database.ReadAsync<string>(sql, _token);
}
