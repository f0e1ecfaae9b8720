using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Tests.Queries;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Writing;

public sealed class StreamsOfSourcesTests(PostgresServer server)
{
    private static readonly DateTime Noon = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly ReportFilter Day = new(Noon.Date, Noon.Date.AddDays(1), []);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(new[] { Dimension.Source })]
    [InlineData(new[] { Dimension.Source, Dimension.Stream })]
    [InlineData(new[] { Dimension.Source, Dimension.Domain })]
    [InlineData(new[] { Dimension.Source, Dimension.Campaign })]
    [InlineData(new[] { Dimension.Source, Dimension.Ip })]
    [InlineData(new[] { Dimension.Source, Dimension.Domain, Dimension.Ip })]
    public async Task Every_cube_tells_sources_with_the_same_stream_apart(Dimension[] dimensions)
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var mta = new Store(database) { Source = "mta" };
        using var esp = new Store(database) { Source = "esp" };
        await mta.ImportAsync([Accepted("a@x.test"), Accepted("b@x.test")], () => 1, _token);
        await esp.ImportAsync([Accepted("a@x.test"), Accepted("c@x.test"), Accepted("d@x.test")], () => 2, _token);

        var rows = (await Reports.Metrics(database).ReadAsync(new MetricsRequest { Filter = Day, GroupBy = dimensions }, _token)).Rows;
        var filtered = await Reports.Metrics(database).ReadAsync(
            new MetricsRequest { Filter = Day.With(Dimension.Source, "esp"), GroupBy = dimensions }, _token);

        Assert.Equal([("esp", 3L), ("mta", 2L)], rows.Select(r => (r.Keys[0], r.Counts[Count.Attempted])));
        Assert.Equal(3, Assert.Single(filtered.Rows).Counts[Count.Attempted]);
    }

    [Fact]
    public async Task Times_to_acceptance_are_kept_by_source_and_hour()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var mta = new Store(database) { Source = "mta" };
        using var esp = new Store(database) { Source = "esp" };
        await mta.ImportAsync([Accepted("a@x.test") with { QueuedAt = Noon.AddSeconds(-5) }], () => 1, _token);
        await esp.ImportAsync([Accepted("a@x.test") with { QueuedAt = Noon.AddSeconds(-50) }], () => 1, _token);

        var rows = (await Reports.Metrics(database).ReadAsync(
            new MetricsRequest { Filter = Day, GroupBy = [Dimension.Source], Interval = Interval.Hour, WithLatency = true }, _token)).Rows;

        Assert.Equal([("esp", 50d), ("mta", 5d)], rows.Select(r => (r.Keys[0], r.Latency!.Total!.P50)));
    }

    private static SentEvent Accepted(string recipient) => new(EventType.Accepted, Noon, recipient, "m");
}
