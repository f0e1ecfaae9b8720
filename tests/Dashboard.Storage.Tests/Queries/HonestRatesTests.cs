using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Tests.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Queries;

/// <summary>What sources cannot show is never counted as none of it.</summary>
public sealed class HonestRatesTests(PostgresServer server)
{
    private static readonly DateTime Noon = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly ReportFilter Day = new(Noon.Date, Noon.Date.AddDays(1), []);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Clock.Event)]
    [InlineData(Clock.Cohort)]
    public async Task A_rate_is_that_of_the_sources_that_can_show_it_and_says_how_much_mail_they_carry(Clock clock)
    {
        await using var database = await TwoSourcesAsync();

        var counts = (await Reports.TotalAsync(database, Day, clock, _token)).Counts;

        // mta: 5 deliveries, 2 of them deferred first; esp: 3 deliveries, deferrals never logged.
        var deferral = RateDefinitions.Deferral.Of(counts, clock);
        Assert.Equal((new Rate(2, 5), 0.625), (deferral.Rate, deferral.Coverage));
        Assert.Equal(new MissingCapability(SourceCapability.Deferrals, []), Assert.Single(deferral.Missing) with { Sources = [] });
        Assert.Equal([new CountedSource("esp", "powermta")], deferral.Missing[0].Sources);
        var acceptance = RateDefinitions.Acceptance.Of(counts, clock);
        Assert.Equal((new Rate(7, 8), 1d), (acceptance.Rate, acceptance.Coverage));
        Assert.Equal((8L, 7L, 1L), (counts[Count.Attempted], counts[Count.Accepted], counts[Count.Hard]));
        Assert.Equal(new Rate(7, 4), RateOf(RateDefinitions.AttemptsPerAcceptance, counts, clock));
    }

    [Fact]
    public async Task Rows_keep_sources_apart_each_and_order_by_what_can_be_observed()
    {
        await using var database = await TwoSourcesAsync();
        var request = new MetricsRequest
        {
            Filter = Day, GroupBy = [Dimension.Domain], Order = MetricsOrder.By(RateDefinitions.Deferral, Clock.Event, descending: true),
        };

        var rows = (await Reports.Metrics(database).ReadAsync(request, _token)).Rows;

        // b.test: only esp. a.test: mta with 2 of 4 and esp with 1 delivery. c.test: mta alone, nothing deferred.
        Assert.Equal(["a.test", "c.test", "b.test"], rows.Select(r => r.Keys[0]));
        var rates = rows.Select(r => RateDefinitions.Deferral.Of(r.Counts, Clock.Event)).ToList();
        Assert.Equal([new Rate(2, 4), new Rate(0, 1), new Rate(0, 0)], rates.Select(r => r.Rate));
        Assert.Equal([0.8, 1, 0], rates.Select(r => r.Coverage));
        Assert.Equal([true, true, false], rates.Select(r => r.IsObservable));
        Assert.Equal([5L, 1L, 2L], rows.Select(r => r.Counts[Count.Attempted]));
    }

    [Fact]
    public async Task A_filter_that_leaves_one_source_leaves_its_own_rates()
    {
        await using var database = await TwoSourcesAsync();

        var esp = (await Reports.TotalAsync(database, Day.With(Dimension.Source, "esp"), Clock.Event, _token)).Counts;
        var others = Day.With(new FilterCondition(Dimension.Source, ["esp"], true));
        var mta = (await Reports.TotalAsync(database, others, Clock.Event, _token)).Counts;

        Assert.False(RateDefinitions.Deferral.Of(esp, Clock.Event).IsObservable);
        Assert.Null(RateDefinitions.Deferral.Of(esp, Clock.Event).Value);
        Assert.Equal(ObservedRate.Of(new Rate(2, 5)), RateDefinitions.Deferral.Of(mta, Clock.Event));
    }

    [Fact]
    public async Task A_source_of_bounces_alone_has_counts_and_no_rates()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync([Rejected("a@a.test"), Rejected("b@a.test")], () => 9, _token);

        var counts = (await Reports.TotalAsync(database, Day, Clock.Event, _token)).Counts;

        Assert.Equal(2, counts[Count.Hard]);
        Assert.All(RateDefinitions.All.Where(r => r.IsDefinedOn(Clock.Event)), rate =>
        {
            var refused = rate.Of(counts, Clock.Event);
            Assert.Equal((null, 0d, false), (refused.Value, refused.Coverage, refused.IsObservable));
            Assert.Equal(SourceCapability.Acceptances, refused.Missing[0].Capability);
        });
    }

    [Fact]
    public async Task What_a_person_says_about_a_source_wins_over_what_its_events_show()
    {
        await using var database = await TwoSourcesAsync();
        var capabilities = Reports.Capabilities(database);
        var esp = (await capabilities.ReadAsync(_token)).Single(s => s.Source.Name == "esp");
        Assert.False(esp.Shows.Has(SourceCapability.Deferrals));

        Assert.True(await capabilities.SetAsync(esp.SourceId, SourceCapability.Deferrals, true, _token));

        Assert.True((await capabilities.FindAsync(esp.SourceId, _token))!.Shows.Has(SourceCapability.Deferrals));
        Assert.Equal(new ObservedRate(new Rate(2, 8), 1, []), RateDefinitions.Deferral.Of((await Reports.TotalAsync(database, Day, Clock.Event, _token)).Counts, Clock.Event));

        await capabilities.SetAsync(esp.SourceId, SourceCapability.Deferrals, null, _token);
        await capabilities.SetAsync(esp.SourceId, SourceCapability.Acceptances, false, _token);

        var acceptance = RateDefinitions.Acceptance.Of((await Reports.TotalAsync(database, Day, Clock.Event, _token)).Counts, Clock.Event);
        Assert.Equal((new Rate(4, 5), 0.625), (acceptance.Rate, acceptance.Coverage));
        Assert.False(await capabilities.SetAsync(4711, SourceCapability.Deferrals, true, _token));
    }

    [Fact]
    public async Task What_a_source_can_show_does_not_depend_on_the_order_of_its_files_or_on_repetition()
    {
        SentEvent[] events =
        [
            Accepted("a@a.test") with { QueuedAt = Noon }, Rejected("b@a.test"), Deferred("c@a.test"),
            new SentEvent(EventType.Complaint, Noon, "a@a.test", "m") { Reply = "", Relay = "" },
        ];
        List<string> seen = [];
        foreach (var files in new[] { new[] { events }, [events[2..], events[..3], events], [[events[3]], [events[1]], [events[0], events[2]]] })
        {
            await using var database = await server.CreateDatabaseAsync(_token);
            using var store = new Store(database);
            foreach (var file in files)
            {
                await store.ImportAsync(file, () => 1, _token);
            }

            var source = Assert.Single(await Reports.Capabilities(database).ReadAsync(_token));
            seen.Add(string.Join(' ', source.Seen.Where(s => s.Value > 0).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}")));
        }

        Assert.All(seen, s => Assert.Equal("accepted=1 complaint=1 deferred=1 queueTime=1 rejected=1 relay=3 replyText=3", s));
    }

    [Fact]
    public async Task Late_and_quick_mail_is_counted_over_the_mail_whose_queueing_is_known()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var mta = new Store(database) { Source = "mta" };
        using var esp = new Store(database) { Source = "esp" };
        await mta.ImportAsync(
            [
                Accepted("a@a.test") with { QueuedAt = Noon.AddSeconds(-30) }, Accepted("b@a.test") with { QueuedAt = Noon.AddMinutes(-5) },
                Accepted("c@a.test") with { QueuedAt = Noon.AddMinutes(-20) }, Deferred("d@a.test"),
            ],
            () => 9, _token);
        await esp.ImportAsync([Accepted("a@a.test")], () => 9, _token);

        var times = (await Reports.TotalAsync(database, Day, Clock.Event, _token)).Latency!;

        Assert.Equal((new Rate(1, 3), 0.75), (times.Of(TimeRateDefinitions.Late).Rate, times.Of(TimeRateDefinitions.Late).Coverage));
        Assert.Equal([new CountedSource("esp", "powermta")], times.Missing[0].Sources);
        Assert.Equal(new Rate(1, 3), times.Of(TimeRateDefinitions.WithinOneMinute).Rate);
        Assert.Equal(new Rate(2, 3), times.Of(TimeRateDefinitions.WithinTenMinutes).Rate);
        Assert.Equal(new Rate(3, 3), times.Of(TimeRateDefinitions.WithinOneHour).Rate);
    }

    [Fact]
    public async Task Without_deferrals_the_time_at_the_receiver_is_not_known_and_the_whole_time_is()
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        using var store = new Store(database);
        await store.ImportAsync([Accepted("a@a.test") with { QueuedAt = Noon.AddSeconds(-30) }], () => 9, _token);

        var times = (await Reports.TotalAsync(database, Day, Clock.Event, _token)).Latency!;

        Assert.Equal((1L, 30d, null, null), (times.Count, times.Total!.P50, times.Queue, times.Receiver));
    }

    // mta: four deliveries at a.test (two deferred first, of which one accepted an hour later, one accepted after five minutes; one
    // accepted; one refused) and one at c.test. esp: logs no deferrals; one delivery at a.test, two at b.test, all accepted.
    private async Task<TestDatabase> TwoSourcesAsync()
    {
        var database = await server.CreateDatabaseAsync(_token);
        using var mta = new Store(database) { Source = "mta" };
        using var esp = new Store(database) { Source = "esp" };
        await mta.ImportAsync(
            [
                Deferred("a@a.test"), Accepted("a@a.test") with { At = Noon.AddHours(1) }, Deferred("b@a.test"),
                Accepted("b@a.test") with { At = Noon.AddMinutes(5) }, Accepted("c@a.test"), Rejected("d@a.test"), Accepted("a@c.test"),
            ],
            () => 3, _token);
        await esp.ImportAsync([Accepted("a@a.test"), Accepted("a@b.test"), Accepted("b@b.test")], () => 2, _token);
        return database;
    }

    private static Rate RateOf(RateDefinition rate, MetricCounts counts, Clock clock) => rate.Of(counts, clock).Rate;

    private static SentEvent Accepted(string recipient) => new(EventType.Accepted, Noon, recipient, "m");

    private static SentEvent Deferred(string recipient) => new(EventType.Deferred, Noon, recipient, "m") { Reply = "451 4.7.1 Try again later" };

    private static SentEvent Rejected(string recipient) => new(EventType.Rejected, Noon, recipient, "m") { Reply = "550 5.1.1 No such user" };
}
