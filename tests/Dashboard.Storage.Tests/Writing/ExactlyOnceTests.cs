using Dashboard.Core.Delivery;
using Dashboard.Storage.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Writing;

public sealed class ExactlyOnceTests(PostgresServer server)
{
    private static readonly DateTime Noon = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Any_split_order_and_overlap_of_the_same_events_gives_the_same_counts(int seed)
    {
        var events = RandomSender.Events(seed, 400);
        await using var expected = await server.CreateDatabaseAsync(_token);
        using var whole = new Store(expected);
        await whole.ImportAsync(events.OrderBy(e => e.At), () => int.MaxValue, _token);

        var random = new Random(seed);
        await using var actual = await server.CreateDatabaseAsync(_token);
        using var split = new Store(actual);
        var shuffled = events.ToArray();
        random.Shuffle(shuffled);
        foreach (var file in shuffled.Chunk(150).Append(shuffled[100..350]))
        {
            await split.ImportAsync(file, () => random.Next(1, 60), _token);
        }

        var counted = await whole.DumpAsync(_token);
        Assert.Contains("delivery", counted, StringComparison.Ordinal);
        Assert.Equal(counted, await split.DumpAsync(_token));
    }

    [Fact]
    public async Task Counts_that_are_copied_merged_or_both_are_the_same()
    {
        var events = RandomSender.WithLateEvents(4, 2_000).OrderBy(e => e.At).ToArray();
        await using var expected = await server.CreateDatabaseAsync(_token);
        using var merged = new Store(expected);
        await merged.ImportAsync(events, () => 10, _token);
        var counted = await merged.DumpAsync(_token);

        await using var actual = await server.CreateDatabaseAsync(_token);
        using var copied = new Store(actual);
        await copied.ImportAsync(events, () => 700, _token);
        Assert.Equal(counted, await copied.DumpAsync(_token));

        await copied.ClearAsync(_token);
        await copied.ImportAsync(events[..3_000], () => 900, _token);
        await copied.ImportAsync(events[2_000..], () => 900, _token);
        Assert.Equal(counted, await copied.DumpAsync(_token));
    }

    [Fact]
    public async Task An_hour_that_is_wrongly_taken_for_new_is_merged_all_the_same()
    {
        var events = RandomSender.Events(5, 1_000).OrderBy(e => e.At).ToArray();
        await using var expected = await server.CreateDatabaseAsync(_token);
        using var whole = new Store(expected);
        await whole.ImportAsync(events, () => int.MaxValue, _token);

        await using var actual = await server.CreateDatabaseAsync(_token);
        using var split = new Store(actual);
        await split.ImportAsync(events.Where((_, i) => i % 2 == 0), () => 500, _token);
        Assert.NotEqual(0, await actual.ExecuteAsync("delete from coverage", _token));
        await split.ImportAsync(events.Where((_, i) => i % 2 == 1), () => 500, _token);

        Assert.Equal(await whole.DumpAsync(_token), await split.DumpAsync(_token));
    }

    [Fact]
    public async Task Any_history_of_files_that_hold_the_same_events_gives_the_same_numbers()
    {
        const int histories = 50;
        await using var expected = await server.CreateDatabaseAsync(_token);
        await using var actual = await server.CreateDatabaseAsync(_token);
        using var whole = new Store(expected);
        using var split = new Store(actual);
        for (var seed = 1; seed <= histories; seed++)
        {
            var events = RandomSender.WithLateEvents(seed, 16);
            await whole.ClearAsync(_token);
            await whole.ImportAsync(events.OrderBy(e => e.At), () => int.MaxValue, _token);
            await split.ClearAsync(_token);
            var random = new Random(seed);
            foreach (var file in Files(events, random))
            {
                await split.ImportAsync(file, () => random.Next(1, 30), _token);
            }

            var (counted, found) = (await whole.DumpAsync(_token), await split.DumpAsync(_token));
            Assert.True(counted.Length > 0 && counted == found, $"Seed {seed}: expected\n{counted}\nfound\n{found}");
        }
    }

    [Fact]
    public async Task The_same_file_again_adds_nothing()
    {
        var events = RandomSender.Events(7, 200);
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync(events, () => 50, _token);
        var before = await store.DumpAsync(_token);

        var again = await store.ImportAsync(events, () => 70, _token);

        Assert.Equal((0, events.Count), (again.Imported, again.Duplicates));
        Assert.Equal(before, await store.DumpAsync(_token));
    }

    [Fact]
    public async Task Identical_lines_of_one_file_count_as_often_as_they_occur_and_again_in_another_file_not()
    {
        var deferral = new SentEvent(EventType.Deferred, Noon, "a@x.test", "m1") { Reply = "451 later" };
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync([deferral, deferral, deferral], () => 2, _token);

        var overlap = await store.ImportAsync([deferral, deferral], () => 1, _token);
        var more = await store.ImportAsync([deferral, deferral, deferral, deferral], () => 9, _token);

        Assert.Equal((0L, 2L), (overlap.Imported, overlap.Duplicates));
        Assert.Equal((1L, 3L), (more.Imported, more.Duplicates));
        Assert.Equal(4L, await database.ReadAsync<long>("select sum(att_deferred) from flow_cells", _token));
        Assert.Equal(1L, await database.ReadAsync<long>("select sum(attempted) from flow_cells", _token));
    }

    [Fact]
    public async Task A_delivery_accepted_twice_in_different_batches_is_one_delivery()
    {
        var accepted = new SentEvent(EventType.Accepted, Noon, "a@x.test", "m1");
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);

        await store.ImportAsync([accepted, accepted with { At = Noon.AddMinutes(5) }], () => 1, _token);

        Assert.Equal(2L, await database.ReadAsync<long>("select sum(att_accepted) from flow_cells", _token));
        Assert.Equal(1L, await database.ReadAsync<long>("select sum(attempted) from flow_cells", _token));
        Assert.Equal(1L, await database.ReadAsync<long>("select sum(accepted) from flow_cells", _token));
    }

    [Fact]
    public async Task Also_in_an_import_that_fails_later_a_delivery_accepted_twice_is_one_delivery()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var import = await store.RegisterAsync(_token);
        await using (var session = (await store.Writer.OpenAsync(import, _token))!)
        {
            var e = new LogEvent();
            for (var i = 0; i < 3; i++)
            {
                new SentEvent(EventType.Accepted, Noon.AddMinutes(i), "a@x.test", "m1").Fill(e);
                session.Add(e, EventIdentity.Hash(e));
                if (i < 2)
                {
                    await session.CommitAsync(0, _token);
                }
            }

            await session.FailAsync("The rest is damaged.", _token);
        }

        Assert.Equal(2L, await database.ReadAsync<long>("select sum(att_accepted) from flow_cells", _token));
        Assert.Equal(1L, await database.ReadAsync<long>("select sum(attempted) from flow_cells", _token));
        Assert.Equal("1", await database.ReadAsync<string>("select contribution ->> 'Attempted' from imports", _token));
        Assert.Equal(2L, await database.ReadAsync<long>("select lines from imports", _token));
    }

    [Fact]
    public async Task Counts_of_attempts_equal_a_recount_and_every_cube_has_the_same_totals()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync(RandomSender.Events(11, 500), () => 123, _token);

        foreach (var (column, condition) in new[] { ("att_accepted", "type = 0"), ("att_deferred", "type = 1"), ("att_rejected", "type = 2"), ("att_no_reply", "type < 3 and not has_reply"), ("throttled", "type = 6") })
        {
            var recount = await database.ReadAsync<long>($"select count(*) from attempts where {condition}", _token);
            Assert.True(recount > 0, column);
            foreach (var cube in new[] { "stream_cells", "flow_cells", "context_cells", "domain_cells", "domain_day_cells", "source_day_cells", "flow_day_cells", "source_domain_day_cells" })
            {
                Assert.Equal(recount, await database.ReadAsync<long>($"select coalesce(sum({column}), 0)::bigint from {cube}", _token));
            }
        }

        foreach (var column in new[] { "attempted", "first_deferred", "ever_deferred", "retry_succeeded", "accepted", "rejected", "expired", "bounced_later", "complained", "fin_accepted", "fin_rejected", "fin_expired" })
        {
            var expected = await database.ReadAsync<long>($"select coalesce(sum({column}), 0)::bigint from flow_cells", _token);
            Assert.True(expected > 0, column);
            foreach (var cube in new[] { "stream_cells", "context_cells", "domain_cells", "domain_day_cells", "source_day_cells", "flow_day_cells", "source_domain_day_cells" })
            {
                Assert.Equal(expected, await database.ReadAsync<long>($"select coalesce(sum({column}), 0)::bigint from {cube}", _token));
            }
        }

        Assert.Equal(
            await database.ReadAsync<long>("select count(distinct delivery_key) from attempts where type <= 3", _token),
            await database.ReadAsync<long>("select sum(attempted) from flow_cells", _token));
    }

    [Fact]
    public async Task A_writer_that_lost_its_lease_cannot_commit()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var slow = new Store(database);
        using var fast = new Store(database);
        await using var session = (await slow.Writer.OpenAsync(await slow.RegisterAsync(_token), _token))!;
        var e = new LogEvent();
        new SentEvent(EventType.Accepted, Noon, "a@x.test", "m1").Fill(e);
        session.Add(e, 1);
        await database.ExecuteAsync("update store_lease set expires_at = 'epoch'", _token);
        await fast.ImportAsync([new SentEvent(EventType.Accepted, Noon, "b@x.test", "m2")], () => 1, _token);

        await Assert.ThrowsAsync<LeaseLostException>(() => session.CommitAsync(0, _token));

        Assert.Equal("b@x.test", await database.ReadAsync<string>("select string_agg(recipient, ',') from attempts", _token));
        Assert.Equal(1L, await database.ReadAsync<long>("select sum(attempted) from flow_cells", _token));
    }

    [Fact]
    public async Task A_batch_that_fails_leaves_nothing_and_can_be_stored_again()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await using var session = (await store.Writer.OpenAsync(await store.RegisterAsync(_token), _token))!;
        var e = new LogEvent();
        new SentEvent(EventType.Accepted, Noon, "a@x.test", "m1").Fill(e);
        session.Add(e, 1);
        await database.ExecuteAsync("alter table flow_latencies rename to away", _token);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => session.CommitAsync(0, _token));
        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from attempts", _token));
        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from domains", _token));
        await database.ExecuteAsync("alter table away rename to flow_latencies", _token);

        await session.CompleteAsync(0, _token);

        Assert.Equal((1L, 1L), (session.Progress.Lines, session.Progress.Imported));
        Assert.Equal(1L, await database.ReadAsync<long>("select sum(accepted) from flow_cells", _token));
        Assert.Equal(2, await database.ReadAsync<int>("select status from imports", _token));
    }

    // Every event is in one file at least; files are in no order, overlap, and come again.
    private static List<SentEvent[]> Files(List<SentEvent> events, Random random)
    {
        var files = Enumerable.Range(0, random.Next(2, 5)).Select(_ => new HashSet<SentEvent>()).ToArray();
        var overlap = random.NextDouble() * 0.6;
        foreach (var e in events)
        {
            var home = random.Next(files.Length);
            for (var file = 0; file < files.Length; file++)
            {
                if (file == home || random.NextDouble() < overlap)
                {
                    files[file].Add(e);
                }
            }
        }

        var sent = files.Append(files[0]).Select(file => file.ToArray()).ToList();
        sent.ForEach(random.Shuffle);
        return [.. sent.OrderBy(_ => random.Next())];
    }
}
