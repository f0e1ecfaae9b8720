using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Verification;
using Dashboard.Testing;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Tests.Writing;

/// <summary>Files in which every event has a name of its own.</summary>
public sealed class ManyNamesTests(PostgresServer server)
{
    private const int Beyond = 300;
    private static readonly DateTime Noon = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly int Events = NewNameLimit.Flows.Most + Beyond;
    private static readonly int Streams = NewNameLimit.Streams.Most + 100;

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Names_beyond_what_a_file_may_bring_are_counted_together_and_stay_on_their_events()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var import = await store.ImportAsync(Sent(), () => 4000, _token);

        var campaigns = await ReadAsync(database, Dimension.Campaign);
        var streams = await ReadAsync(database, Dimension.Stream);
        Assert.Equal(NewNameLimit.Flows.Most + 1, campaigns.TotalRows);
        Assert.Equal(Beyond, campaigns.Rows.Single(r => r.Keys[0] == "(other)").Counts[Count.Attempted]);
        Assert.Equal(NewNameLimit.Streams.Most + 1, streams.TotalRows);
        Assert.Equal(Enumerable.Range(0, Events).Count(i => i % Streams >= NewNameLimit.Streams.Most), streams.Rows.Single(r => r.Keys[0] == "(other)").Counts[Count.Attempted]);
        Assert.Equal(Events, campaigns.Rows.Sum(r => r.Counts[Count.Attempted]));
        Assert.Equal(Events, streams.Rows.Sum(r => r.Counts[Count.Attempted]));

        var last = Assert.Single(await FindAsync(database, Dimension.Campaign, $"c{Events - 1}"));
        Assert.Equal($"c{Events - 1}", last.Campaign);
        Assert.Equal(await database.ReadAsync<long>("select count(*) from attempts", _token), Events);
        var spans = await new DeliverySpans(database.DataSource, new WorkspaceZone(database.Contexts, TimeProvider.System))
            .ReadAsync(Day(new FilterCondition(Dimension.Campaign, [$"c{Events - 1}"], false)), _token);
        Assert.Contains(spans, span => span.From <= Noon && span.To > Noon);
        Assert.Equal($"s{Streams - 1}", (await FindAsync(database, Dimension.Stream, $"s{Streams - 1}"))[0].Stream);
        await using var context = database.Contexts.CreateDbContext();
        Assert.Equal(
            [NewNameLimit.Streams, NewNameLimit.Flows],
            NewNameLimit.PassedBy(await context.Imports.AsNoTracking().SingleAsync(i => i.Id == import.ImportId, _token)));

        var check = new StoreCheck();
        await new StoreVerification(database.DataSource, new WorkspaceZone(database.Contexts, TimeProvider.System)).RunAsync(check, _token);
        Assert.Empty(check.Findings);
    }

    [Fact]
    public async Task Which_names_are_counted_together_does_not_depend_on_the_batches()
    {
        await using var one = await server.CreateDatabaseAsync(_token);
        using var large = new Store(one);
        await large.ImportAsync(Sent(3 * Events), () => 30_000, _token);
        await using var other = await server.CreateDatabaseAsync(_token);
        using var small = new Store(other);
        await small.ImportAsync(Sent(3 * Events), () => 7_000, _token);

        Assert.Equal(await large.DumpAsync(_token), await small.DumpAsync(_token));
        Assert.Equal(0L, await one.ReadAsync<long>("select count(*) from contexts where sending_ip = '(other)'", _token));
    }

    [Fact]
    public async Task A_name_that_is_known_is_counted_by_itself_in_any_file()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        var known = Sent().Last();
        await store.ImportAsync([known with { At = Noon.AddDays(-1), MessageId = "early" }], () => 1, _token);

        await store.ImportAsync(Sent(), () => 4000, _token);

        var campaigns = await ReadAsync(database, Dimension.Campaign);
        Assert.Equal(1, campaigns.Rows.Single(r => r.Keys[0] == known.Campaign).Counts[Count.Attempted]);
        Assert.Equal(Beyond - 1, campaigns.Rows.Single(r => r.Keys[0] == "(other)").Counts[Count.Attempted]);
    }

    private static IEnumerable<SentEvent> Sent(int? events = null) => Enumerable.Range(0, events ?? Events).Select(i =>
        new SentEvent(EventType.Accepted, Noon.AddMilliseconds(i), $"u{i}@d.test", $"m{i}") { Campaign = $"c{i}", Stream = $"s{i % Streams}" });

    private static ReportFilter Day(params FilterCondition[] conditions) => new(Noon.AddHours(-12), Noon.AddHours(12), conditions);

    private async Task<MetricsResult> ReadAsync(TestDatabase database, Dimension dimension)
    {
        var zone = new WorkspaceZone(database.Contexts, TimeProvider.System);
        var query = new MetricsQuery(
            database.DataSource, zone, new SourceCapabilities(database.DataSource, TimeProvider.System), new LatencyQuery(database.DataSource));
        var rows = new List<MetricsRow>();
        MetricsResult page;
        do
        {
            page = await query.ReadAsync(
                new MetricsRequest { Filter = Day(), GroupBy = [dimension], Clock = Clock.Cohort, Offset = rows.Count, Limit = 10_000 }, _token);
            rows.AddRange(page.Rows);
        }
        while (rows.Count < page.TotalRows);
        return page with { Rows = rows };
    }

    private async Task<IReadOnlyList<AttemptRow>> FindAsync(TestDatabase database, Dimension dimension, string value) => (await new AttemptsQuery(database.DataSource).ReadAsync(
        new AttemptsRequest { Filter = Day(new FilterCondition(dimension, [value], false)) }, _token)).Rows;
}
