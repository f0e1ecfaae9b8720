using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Verification;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Writing;

public sealed class ImportRemovalTests(PostgresServer server)
{
    private static readonly DateTime Noon = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public async Task After_deletions_in_any_order_the_store_is_as_if_it_had_never_had_those_files(int seed, bool breaksOff)
    {
        var random = new Random(seed);
        var files = OverlappingFiles(seed, random);
        var kept = new[] { 1, 4, 6 };
        await using var expected = await server.CreateDatabaseAsync(_token);
        using var without = new Store(expected);
        foreach (var file in kept)
        {
            await without.ImportAsync(files[file], () => random.Next(1, 60), _token);
        }

        await using var actual = await server.CreateDatabaseAsync(_token);
        using var store = new Store(actual);
        var imports = new List<int>();
        foreach (var file in files)
        {
            imports.Add((await store.ImportAsync(file, () => random.Next(1, 60), _token)).ImportId);
        }

        var before = await store.DumpAsync(_token);
        var deleted = Enumerable.Range(0, files.Count).Except(kept).ToArray();
        random.Shuffle(deleted);
        foreach (var file in deleted)
        {
            await store.DeleteAsync(imports[file], random.Next(5, 40), breaksOff, _token);
        }

        var counted = await without.DumpAsync(_token);
        Assert.NotEqual(counted, before);
        Assert.Equal(counted, await store.DumpAsync(_token));
        Assert.Equal(await without.DumpImportsAsync(_token), await store.DumpImportsAsync(_token));
        var check = new StoreCheck();
        await new StoreVerification(actual.DataSource, new WorkspaceZone(actual.Contexts, TimeProvider.System)).RunAsync(check, _token);
        Assert.Empty(check.Findings);
        Assert.Equal(0L, await actual.ReadAsync<long>("select count(*) from attempts a where not exists (select from coverage c where c.import_id = a.import_id and c.hour = date_trunc('hour', a.occurred_at))", _token));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public async Task With_files_that_are_wholly_the_same_as_well(int seed)
    {
        var random = new Random(seed);
        var files = OverlappingFiles(seed, random);
        await using var expected = await server.CreateDatabaseAsync(_token);
        using var without = new Store(expected);
        await without.ImportAsync(files[2], () => 33, _token);
        await without.ImportAsync(files[3], () => 44, _token);

        await using var actual = await server.CreateDatabaseAsync(_token);
        using var store = new Store(actual);
        var imports = new List<int>();
        foreach (var file in files)
        {
            imports.Add((await store.ImportAsync(file, () => 50, _token)).ImportId);
        }

        foreach (var same in new[] { 2, 0, 2, 3 })
        {
            var again = await store.ImportAsync(files[same] with { Name = $"again-{imports.Count}", SameAs = imports[same] }, () => random.Next(1, 60), _token);
            Assert.Equal(imports[same], again.RepeatsImportId);
            imports.Add(again.ImportId);
        }

        // What stays: the second repetition of the third file, and the repetition of the fourth.
        var gone = imports.Where((_, i) => i is not 9 and not 10).ToArray();
        random.Shuffle(gone);
        foreach (var import in gone)
        {
            await store.DeleteAsync(import, random.Next(5, 40), random.Next(2) == 0, _token);
        }

        Assert.Equal(await without.DumpAsync(_token), await store.DumpAsync(_token));
        Assert.Equal(0L, await actual.ReadAsync<long>("select count(*) from repeats r join attempts a using (occurred_at, event_key, import_id)", _token));
        Assert.Equal(0L, await actual.ReadAsync<long>("select count(*) from imports where duplicates < 0 or lines <> imported + duplicates", _token));
        Assert.Equal(0L, await actual.ReadAsync<long>("select count(*) from imports i where i.imported <> (select count(*) from attempts a where a.import_id = i.id)", _token));
    }

    [Fact]
    public async Task A_batch_that_fails_takes_nothing_out_and_the_next_run_goes_on()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var random = new Random(8);
        var files = OverlappingFiles(8, random);
        var import = (await store.ImportAsync(files[0], () => 50, _token)).ImportId;
        await store.ImportAsync(files[1], () => 50, _token);
        Assert.Null(await store.Decisions.DeleteAsync(import, _token));
        var isGone = false;
        while (!isGone)
        {
            var before = await store.DumpAsync(_token);
            await database.ExecuteAsync("alter table coverage rename to away", _token);
            await database.ExecuteAsync("create view coverage as select * from away where 1 / (source_id - source_id) = 1", _token);
            await Assert.ThrowsAsync<Npgsql.PostgresException>(() => store.RemoveAsync(import, 40, 1, _token));
            await database.ExecuteAsync("drop view coverage", _token);
            await database.ExecuteAsync("alter table away rename to coverage", _token);
            Assert.Equal(before, await store.DumpAsync(_token));
            isGone = await store.RemoveAsync(import, 40, 1, _token);
        }

        await using var expected = await server.CreateDatabaseAsync(_token);
        using var without = new Store(expected);
        await without.ImportAsync(files[1], () => 50, _token);
        Assert.Equal(await without.DumpAsync(_token), await store.DumpAsync(_token));
    }

    [Fact]
    public async Task An_import_of_the_same_file_takes_over_and_no_count_changes_even_when_it_is_deleted_meanwhile()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var events = RandomSender.Events(9, 60);
        var first = (await store.ImportAsync(new SentFile("first", events), () => 50, _token)).ImportId;
        var second = (await store.ImportAsync(new SentFile("second", events) { SameAs = first }, () => 50, _token)).ImportId;
        var third = (await store.ImportAsync(new SentFile("third", events) { SameAs = first }, () => 50, _token)).ImportId;
        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from repeats", _token));
        var before = await store.DumpAsync(_token);

        Assert.Null(await store.Decisions.DeleteAsync(first, _token));
        Assert.False(await store.RemoveAsync(first, 20, 2, _token));
        Assert.Equal(before, await store.DumpAsync(_token));
        Assert.Equal(40L, await database.ReadAsync<long>($"select imported from imports where id = {second}", _token));
        await store.DeleteAsync(second, 20, true, _token);
        Assert.Equal(before, await store.DumpAsync(_token));
        Assert.True(await store.RemoveAsync(first, 20, int.MaxValue, _token));

        Assert.Equal(before, await store.DumpAsync(_token));
        Assert.Equal($"{events.Count} 0", await database.ReadAsync<string>($"select imported || ' ' || duplicates from imports where id = {third}", _token));
        Assert.Equal(1L, await database.ReadAsync<long>("select count(*) from imports", _token));
        Assert.True(await database.ReadAsync<long>($"select count(*) from coverage where import_id = {third}", _token) > 0);
        await store.DeleteAsync(third, 20, false, _token);
        Assert.Equal("", await store.DumpAsync(_token));
        Assert.Equal(0L, await database.ReadAsync<long>("select (select count(*) from flow_cells) + (select count(*) from flow_latencies) + (select count(*) from domain_day_cells) + (select count(*) from stream_latencies) + (select count(*) from source_day_latencies) + (select count(*) from coverage) + (select count(*) from repeats) + (select count(*) from sources)", _token));
    }

    [Fact]
    public async Task A_file_that_comes_again_after_its_deletion_is_counted_again()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var events = RandomSender.Events(10, 80);
        await store.ImportAsync(new SentFile("other", events.Take(30)), () => 50, _token);
        var import = (await store.ImportAsync(new SentFile("file", events), () => 50, _token)).ImportId;
        var before = await store.DumpAsync(_token);
        await store.DeleteAsync(import, 25, false, _token);
        Assert.NotEqual(before, await store.DumpAsync(_token));

        var again = await store.ImportAsync(new SentFile("file", events), () => 20, _token);

        Assert.Equal((events.Count - 30, 30), (again.Imported, again.Duplicates));
        Assert.Equal(before, await store.DumpAsync(_token));
    }

    [Fact]
    public async Task Two_acceptances_of_one_delivery_are_one_again_without_the_other_file()
    {
        var accepted = new SentEvent(EventType.Accepted, Noon, "a@x.test", "m1");
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var first = (await store.ImportAsync(new SentFile("first", [accepted]), () => 1, _token)).ImportId;
        await store.ImportAsync(new SentFile("second", [accepted with { At = Noon.AddMinutes(5) }]), () => 1, _token);
        Assert.Equal(1L, await database.ReadAsync<long>("select count(*) from deliveries", _token));

        await store.DeleteAsync(first, 10, false, _token);

        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from deliveries", _token));
        Assert.Equal(1L, await database.ReadAsync<long>("select sum(accepted) from flow_cells", _token));
        Assert.Equal(1L, await database.ReadAsync<long>("select sum(att_accepted) from flow_cells where hour = '2026-06-01 12:00Z'", _token));
    }

    [Fact]
    public async Task What_only_the_deleted_import_has_shown_is_not_shown_any_more()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var accepted = new SentEvent(EventType.Accepted, Noon, "a@x.test", "m1");
        var deferred = new SentEvent(EventType.Deferred, Noon, "b@x.test", "m2") { Reply = "451 later" };
        var first = (await store.ImportAsync(new SentFile("first", [accepted, deferred]), () => 9, _token)).ImportId;
        await store.ImportAsync(new SentFile("second", [accepted]), () => 9, _token);
        var capabilities = new SourceCapabilities(database.DataSource, TimeProvider.System);
        Assert.True(Assert.Single(await capabilities.ReadAsync(_token)).Shows.Has(SourceCapability.Deferrals));

        await store.DeleteAsync(first, 10, false, _token);

        capabilities.Forget();
        var shows = Assert.Single(await capabilities.ReadAsync(_token));
        Assert.False(shows.Shows.Has(SourceCapability.Deferrals));
        Assert.True(shows.Shows.Has(SourceCapability.Acceptances));
        Assert.Equal(1, shows.SeenOf(SourceCapability.ReplyText));
    }

    [Fact]
    public async Task An_import_that_is_being_read_is_not_deleted_and_neither_is_the_one_whose_file_it_repeats()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var events = RandomSender.Events(12, 20);
        var first = (await store.ImportAsync(new SentFile("first", events), () => 50, _token)).ImportId;
        var second = await store.RegisterAsync(_token);
        Assert.Equal($"Import {second} is being read. It can be deleted when it has ended.", await store.Decisions.DeleteAsync(second, _token));
        await using (var session = (await store.Writer.OpenAsync(second, _token))!)
        {
            await session.RepeatAsync(first, _token);
            Assert.Equal(
                $"The same file is being read again as import {second}. Import {first} can be deleted when that has ended.",
                await store.Decisions.DeleteAsync(first, _token));
            await session.CompleteAsync(0, _token);
        }

        Assert.Null(await store.Decisions.DeleteAsync(first, _token));
        Assert.Null(await store.Decisions.DeleteAsync(first, _token));
        await using var late = (await store.Writer.OpenAsync(await store.RegisterAsync(_token), _token))!;
        await late.RepeatAsync(first, _token);
        Assert.Null(late.Progress.RepeatsImportId);
        Assert.False(await store.Decisions.TakeUpAgainAsync(first, _token));
        Assert.Contains(first, await store.Register.UnfinishedAsync(_token));
    }

    /// <summary>Seven files that share a good part of their events, in no order of time; some lines stand in them more than once.</summary>
    private static List<SentFile> OverlappingFiles(int seed, Random random)
    {
        var events = RandomSender.Events(seed, 150).ToArray();
        random.Shuffle(events);
        var files = new List<SentFile>();
        for (var i = 0; i < 7; i++)
        {
            var from = random.Next(events.Length * 2 / 3);
            var lines = events[from..Math.Min(events.Length, from + random.Next(40, 160))].ToList();
            lines.AddRange(lines.Take(random.Next(8)));
            files.Add(new SentFile($"file-{i}", lines));
        }

        return files;
    }
}
