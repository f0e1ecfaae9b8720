using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Tests.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Queries;

/// <summary>Events about whole queues are counted, apart from attempts and deliveries.</summary>
public sealed class HeldBackQueuesTests(PostgresServer server)
{
    private const string TooMany = "421 4.7.0 [TSS04] Too many connections from 192.0.2.1";

    private static readonly DateTime Noon = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly ReportFilter Day = new(Noon.Date, Noon.Date.AddDays(1), []);

    private static readonly SentEvent[] Events =
    [
        new(EventType.Accepted, Noon, "a@a.test", "m1"),
        Held("a.test/pool", 0), Held("a.test/pool", 0), Held("A.test/pool", 1), Held("group.rollup/pool", 90),
    ];

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queues_held_back_are_counted_once_however_often_they_are_read_and_are_no_attempts()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync(Events, () => 2, _token);

        var again = await store.ImportAsync(Events, () => 3, _token);

        Assert.Equal((0L, 5L), (again.Imported, again.Duplicates));
        var counts = (await Reports.TotalAsync(database, Day, Clock.Event, _token)).Counts;
        Assert.Equal((4L, 1L, 1L, 1L), (counts[Count.Throttled], counts.Attempts, counts[Count.Attempted], counts.Resolved));
        Assert.Equal(new Rate(0, 1), RateDefinitions.FailedAttempts.Of(counts, Clock.Event).Rate);
        Assert.Equal(0L, await database.ReadAsync<long>("select count(*) from deliveries", _token));
        Assert.Equal("", await database.ReadAsync<string>("select distinct recipient from attempts where type = 6", _token));
        Assert.Equal(4, Assert.Single(await Reports.Capabilities(database).ReadAsync(_token)).Seen["throttled"]);
    }

    [Fact]
    public async Task Lists_of_mail_leave_out_names_that_only_queues_have()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync(Events, () => 9, _token);
        var request = new MetricsRequest { Filter = Day, GroupBy = [Dimension.Domain] };

        var all = await Reports.Metrics(database).ReadAsync(request, _token);
        var ofMail = await Reports.Metrics(database).ReadAsync(request with { IsOfMailOnly = true }, _token);

        Assert.Equal([("a.test", 3L), ("group.rollup", 1L)], all.Rows.Select(r => (r.Keys[0], r.Counts[Count.Throttled])));
        Assert.Equal(["a.test"], ofMail.Rows.Select(r => r.Keys[0]));
        Assert.Equal(1, ofMail.TotalRows);
    }

    [Fact]
    public async Task The_most_frequent_queues_come_with_their_replies_for_whole_days_and_for_hours()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync(Events, () => 9, _token);
        var query = new HeldBackQueuesQuery(database.DataSource, new WorkspaceZone(database.Contexts, TimeProvider.System));

        var day = await query.ReadAsync(Day, 10, _token);
        var hour = await query.ReadAsync(Day with { From = Noon, To = Noon.AddHours(1) }, 10, _token);
        var filtered = await query.ReadAsync(Day.With(Dimension.Domain, "group.rollup"), 10, _token);

        Assert.Equal([("a.test", "pool", 3L), ("group.rollup", "pool", 1L)], day.Select(q => (q.Domain, q.Pool, q.Times)));
        Assert.Equal([("a.test", "pool", 3L)], hour.Select(q => (q.Domain, q.Pool, q.Times)));
        Assert.Equal([("group.rollup", 1L)], filtered.Select(q => (q.Domain, q.Times)));
        Assert.Equal("deferred-rate-limit", day[0].Class.Category);
        Assert.Contains("[TSS04]", day[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.1", day[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replies_tell_queues_from_attempts_and_can_leave_them_out()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync([.. Events, new(EventType.Deferred, Noon, "b@a.test", "m2") { Reply = TooMany }], () => 9, _token);
        var query = new RepliesQuery(database.DataSource, new WorkspaceZone(database.Contexts, TimeProvider.System));

        var all = await query.ReadAsync(new RepliesRequest { Filter = Day }, _token);
        var ofMail = await query.ReadAsync(new RepliesRequest { Filter = Day, IsOfMailOnly = true }, _token);
        var ofQueues = await query.ReadAsync(new RepliesRequest { Filter = Day, Outcome = EventType.Throttled }, _token);

        Assert.Equal(
            [(EventType.Throttled, 0L, 4L), (EventType.Deferred, 1L, 0L)], all.Rows.Select(r => (r.Outcome, r.Attempts, r.HeldBack)));
        Assert.Equal(1, all.TotalAttempts);
        Assert.Equal([EventType.Deferred], ofMail.Rows.Select(r => r.Outcome));
        Assert.Equal([EventType.Throttled], ofQueues.Rows.Select(r => r.Outcome));
    }

    [Fact]
    public async Task A_queue_is_no_delivery()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync(Events, () => 9, _token);
        var key = await database.ReadAsync<long>("select max(delivery_key) from attempts where type = 6", _token);

        Assert.Null(await new DeliveryQuery(database.DataSource).ReadAsync(key, _token));
        var listed = await new AttemptsQuery(database.DataSource).ReadAsync(
            new AttemptsRequest { Filter = Day.With(Dimension.Pool, "pool"), Types = [EventType.Throttled] }, _token);
        Assert.Equal(["group.rollup", "a.test", "a.test", "a.test"], listed.Rows.Select(r => r.Domain));
    }

    private static SentEvent Held(string queue, int minutes) =>
        new(EventType.Throttled, Noon.AddMinutes(minutes), "", "") { Queue = queue, Reply = TooMany, Campaign = "", Stream = "" };
}
