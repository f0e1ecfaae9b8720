using Dashboard.Core.Delivery;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Verification;
using Dashboard.Storage.Writing;
using Dashboard.Testing;
using Npgsql;

namespace Dashboard.Storage.Tests.Writing;

/// <summary>Posts beside files: read at the same time, taken out again, broken off.</summary>
public sealed class PostedTests(PostgresServer server)
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public async Task Deleting_an_hours_posts_or_the_file_that_holds_some_of_them_takes_out_exactly_what_only_that_brought(int seed, bool deletesFile)
    {
        var (file, posted) = Overlapping(seed);
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var posts = new Posts(database, store);
        await PostAsync(posts, posted[..(posted.Length / 2)]);
        var import = (await store.ImportAsync(file, () => 31, _token)).ImportId;
        await PostAsync(posts, posted[(posted.Length / 2)..]);
        var hours = await posts.EndHourAsync(_token);

        foreach (var deleted in deletesFile ? [import] : hours)
        {
            await store.DeleteAsync(deleted, 13, breaksOff: true, _token);
        }

        await AssertSameAsync(deletesFile ? [] : file, deletesFile ? posted : [], store, database);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task While_an_import_of_the_source_is_removed_posts_are_stored_and_at_the_end_it_is_as_if_it_had_never_been(int seed)
    {
        var (file, posted) = Overlapping(seed);
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var posts = new Posts(database, store);
        var import = (await store.ImportAsync(file, () => 31, _token)).ImportId;
        Assert.Null(await store.Decisions.DeleteAsync(import, _token));
        var chunks = new Queue<SentEvent[]>(posted.Chunk(9));
        var steps = 0;
        await using (var removal = (await store.Writer.OpenRemovalAsync(import, 11, _token))!)
        {
            for (; await removal.StepAsync(_token); steps++)
            {
                if (chunks.TryDequeue(out var chunk))
                {
                    await PostAsync(posts, chunk);
                }
            }

            await removal.CompleteAsync(_token);
        }

        Assert.True(steps > 10, $"{steps} steps.");
        await PostAsync(posts, [.. chunks.SelectMany(c => c)]);
        await AssertSameAsync([], posted, store, database);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task With_connections_cut_again_and_again_while_a_file_is_read_and_posts_come_in_everything_is_counted_once(int seed)
    {
        var (file, posted) = Overlapping(seed);
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var posts = new Posts(database, store);
        foreach (var chunk in posted.Chunk(9))
        {
            await posts.AddAsync(chunk, _token);
        }

        var import = await store.RegisterAsync(_token);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_token);
        var cutting = CutAsync(database, new Random(seed), enough.Token);
        var broken = await Task.WhenAll(
            AgainUntilDoneAsync(() => ReadAsync(store, import, file)), AgainUntilDoneAsync(() => posts.StoreAsync(_token)));
        await enough.CancelAsync();

        Assert.True(await cutting > 0 && broken.Sum() > 0, "Nothing was broken off.");
        // The last one cut may lie in the pool.
        database.DataSource.Clear();
        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from inbox", _token));
        Assert.Equal((long)(file.Length + posted.Length), await database.ReadAsync<long>("select sum(lines)::bigint from imports", _token));
        await AssertSameAsync(file, posted, store, database);
    }

    [Fact]
    public async Task A_cut_file_session_leaves_the_posts_their_lease_and_goes_on_beside_them()
    {
        var (file, posted) = Overlapping(8);
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var posts = new Posts(database, store);
        var import = await store.RegisterAsync(_token);
        await posts.AddAsync(posted, _token);
        var reading = (await store.Writer.OpenAsync(import, _token))!;
        Take(reading, file[..40]);
        await reading.CommitAsync(1, _token);
        var batch = (await posts.Inbox.ReadAsync(5, _token))!;
        await using (var posting = await store.Writer.OpenPostedAsync(batch, _token))
        {
            // That of the file: it alone has this lock.
            Assert.Equal(1L, await database.ReadAsync<long>(
                "select count(pg_terminate_backend(l.pid)) from pg_locks l join pg_database d on d.oid = l.database where datname = current_database() and locktype = 'advisory' and classid = 1181314149",
                _token));
            await reading.DisposeAsync();
            posts.Take(batch, posting);
            await posting.CommitAsync(0, _token);
        }

        // More than once: the pool may still hold the connection that was cut.
        await AgainUntilDoneAsync(() => ReadAsync(store, import, file));

        await AssertSameAsync(file, posted, store, database);
    }

    [Fact]
    public async Task Posts_keep_nobody_from_taking_up_an_unfinished_file_and_it_goes_on_with_what_they_brought()
    {
        var (file, posted) = Overlapping(9);
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        using var other = new Store(database);
        var posts = new Posts(database, store);
        var import = await store.RegisterAsync(_token);
        await using (var reading = (await store.Writer.OpenAsync(import, _token))!)
        {
            Take(reading, file[..60]);
            await reading.CommitAsync(1, _token);
            Assert.True(await other.Writer.IsHeldForFileAsync(_token));
            Take(reading, file[60..90]);
        }

        await posts.AddAsync(posted, _token);
        var batch = (await posts.Inbox.ReadAsync(5, _token))!;
        await using (var posting = await store.Writer.OpenPostedAsync(batch, _token))
        {
            Assert.False(await other.Writer.IsHeldForFileAsync(_token));
            posts.Take(batch, posting);
            await posting.CommitAsync(0, _token);
        }

        await ReadAsync(other, import, file);

        await AssertSameAsync(file, posted, store, database);
    }

    [Fact]
    public async Task Opened_and_not_stored_an_hour_leaves_no_import_behind()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var posts = new Posts(database, store);
        await posts.AddAsync(Overlapping(10).Posted, _token);

        await using (await store.Writer.OpenPostedAsync((await posts.Inbox.ReadAsync(5, _token))!, _token))
        {
        }

        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from imports", _token));
        await posts.StoreAsync(_token);
        Assert.Equal(1L, await database.ReadAsync<long>("select count(*) from imports", _token));
    }

    [Fact]
    public async Task What_is_posted_from_before_the_days_that_are_kept_is_not_counted_again()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var posts = new Posts(database, store);
        var (file, posted) = Overlapping(11);
        await store.ImportAsync(file, () => 100, _token);
        await database.ExecuteAsync("update imports set finished_at = finished_at - interval '5 years'; update workspaces set attempt_days = 1", _token);
        Assert.True(await store.Writer.ApplyRetentionAsync(_token) > 1);

        await PostAsync(posts, posted.Union(file));

        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from attempts where occurred_at < (select attempts_since from workspaces)", _token));
        Assert.True(await database.ReadAsync<long>("select max(ignored)::bigint from imports", _token) > 0);
    }

    [Fact]
    public async Task When_too_much_waits_nothing_more_is_taken_until_it_is_stored()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var posts = new Posts(database, store);
        var clock = new Clock();
        var inbox = new Inbox(database.DataSource, clock) { MostWaitingBytes = 10 };
        var body = BitConverter.GetBytes(0);
        await posts.AddAsync(Overlapping(12).Posted, _token);

        Assert.True(await inbox.AddAsync("test", "api", 1, body, _token));
        Assert.True(await inbox.AddAsync("test", "api", 1, body, _token));
        Assert.False(await inbox.AddAsync("test", "api", 1, body, _token));
        Assert.Equal(3L, await database.ReadAsync<long>("select count(*) from inbox", _token));
        await posts.StoreAsync(_token);
        Assert.False(await inbox.AddAsync("test", "api", 1, body, _token));
        clock.Passed = TimeSpan.FromSeconds(2);
        Assert.True(await inbox.AddAsync("test", "api", 1, body, _token));
    }

    private static (SentEvent[] File, SentEvent[] Posted) Overlapping(int seed)
    {
        var events = RandomSender.WithLateEvents(seed, 120).Distinct().ToArray();
        new Random(seed).Shuffle(events);
        return (events[..(events.Length * 6 / 10)], events[(events.Length * 4 / 10)..]);
    }

    private static async Task<int> AgainUntilDoneAsync(Func<Task> work)
    {
        for (var broken = 0; ; broken++)
        {
            try
            {
                await work();
                return broken;
            }
            catch (Exception e) when (IsCut(e))
            {
                // Goes on where it stands.
            }
        }
    }

    private static bool IsCut(Exception e) => e is NpgsqlException or InvalidOperationException { Source: "Npgsql", Message: "Connection is not open" } || (e.InnerException is { } inner && IsCut(inner));

    /// <summary>Ends connections that are at work, until it is enough.</summary>
    private static async Task<int> CutAsync(TestDatabase database, Random random, CancellationToken enough)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(CancellationToken.None);
        await using var command = new NpgsqlCommand(
            """
            select count(pg_terminate_backend(pid))::int from (
                select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle' order by random() limit 1) a
            """,
            connection);
        var cuts = 0;
        while (!enough.IsCancellationRequested)
        {
            // Less and less often, so that a busy machine gets to the end as well.
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(random.Next(20, 150) + cuts));
            await pause.WaitForNextTickAsync(CancellationToken.None);
            cuts += (int)(await command.ExecuteScalarAsync(CancellationToken.None))!;
        }

        return cuts;
    }

    private static void Take(ImportSession session, IEnumerable<SentEvent> events)
    {
        var e = new LogEvent();
        foreach (var sent in events)
        {
            sent.Fill(e);
            session.Add(e, EventIdentity.WithOccurrence(EventIdentity.Hash(e), 1));
        }

    }

    /// <summary>Reads a file from where it stands.</summary>
    private async Task ReadAsync(Store store, int import, SentEvent[] file)
    {
        await using var session = await store.Writer.OpenAsync(import, _token);
        if (session is null)
        {
            return;
        }

        var e = new LogEvent();
        var stored = (int)session.Progress.Lines;
        foreach (var sent in file[..stored])
        {
            sent.Fill(e);
            session.Skip(e);
        }

        foreach (var chunk in file[stored..].Chunk(7))
        {
            Take(session, chunk);
            await session.CommitAsync(1, _token);
        }

        await session.CompleteAsync(1, _token);
    }

    private async Task PostAsync(Posts posts, IEnumerable<SentEvent> events)
    {
        foreach (var chunk in events.Chunk(9))
        {
            await posts.AddAsync(chunk, _token);
        }

        await posts.StoreAsync(_token);
    }

    /// <summary>The store holds what a file and posts bring that nothing disturbed, and a recount of it finds nothing.</summary>
    private async Task AssertSameAsync(SentEvent[] file, SentEvent[] posted, Store store, TestDatabase database)
    {
        await using var undisturbed = await server.CreateDatabaseAsync(_token);
        using var expected = new Store(undisturbed);
        if (file.Length > 0)
        {
            await expected.ImportAsync(file, () => int.MaxValue, _token);
        }

        await PostAsync(new Posts(undisturbed, expected), posted);
        var counted = await expected.DumpAsync(_token);
        Assert.Contains("delivery", counted, StringComparison.Ordinal);
        Assert.Equal(counted, await store.DumpAsync(_token));
        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from imports where lines <> imported + duplicates or imported < 0 or duplicates < 0", _token));
        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from imports i where i.imported <> (select count(*) from attempts a where a.import_id = i.id)", _token));
        var check = new StoreCheck();
        await new StoreVerification(database.DataSource, new WorkspaceZone(database.Contexts, TimeProvider.System)).RunAsync(check, _token);
        Assert.Empty(check.Findings);
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long GetTimestamp() => Passed.Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    }
}
