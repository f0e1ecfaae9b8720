using Dashboard.Core.Metrics;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Tests.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Queries;

/// <summary>Whole days of a range are read from other tables than its hours: nobody may see which.</summary>
public sealed class DaysAndHoursTests(PostgresServer server)
{
    private static readonly Dimension[][] Splits =
    [
        [], [Dimension.Provider], [Dimension.Source], [Dimension.Stream, Dimension.Category], [Dimension.Campaign, Dimension.Pool],
        [Dimension.Domain], [Dimension.Domain, Dimension.Reason], [Dimension.Domain, Dimension.Source], [Dimension.Domain, Dimension.Stream],
        [Dimension.Ip],
    ];

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("UTC")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("America/New_York")]
    public async Task Any_range_has_the_same_counts_as_its_hours(string zone)
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        await database.ExecuteAsync($"update workspaces set time_zone = '{zone}'", _token);
        using var store = new Store(database);
        using var other = new Store(database) { Source = "other" };
        await store.ImportAsync(RandomSender.Events(3, 400), () => 150, _token);
        await other.ImportAsync(RandomSender.Events(4, 200), () => 150, _token);
        var first = await database.ReadAsync<DateTime>("select min(hour) from stream_cells", _token);
        var last = await database.ReadAsync<DateTime>("select max(hour) from stream_cells", _token);
        Assert.True(last - first > TimeSpan.FromDays(2));
        var metrics = Reports.Metrics(database);
        (DateTime From, DateTime To)[] ranges =
        [
            (first, last.AddHours(1)), (first.AddHours(5), last.AddHours(-7)), (first.AddHours(3), first.AddHours(9)), (first.AddHours(5), first.AddHours(34)),
        ];
        foreach (var range in ranges)
        {
            foreach (var split in Splits)
            {
                foreach (var clock in Enum.GetValues<Clock>())
                {
                    await CompareAsync(metrics, new MetricsRequest
                    {
                        Filter = new ReportFilter(range.From, range.To, []), GroupBy = split, Clock = clock, Limit = 10_000,
                    });
                }
            }
        }

        await CompareAsync(metrics, new MetricsRequest
        {
            Filter = new ReportFilter(first, last.AddHours(1), [new FilterCondition(Dimension.Fault, ["recipient", "receiver"], false)]),
            GroupBy = [Dimension.Provider],
            Limit = 10_000,
        });
        var campaign = await database.ReadAsync<string>("select max(campaign) from flows", _token);
        await CompareAsync(metrics, new MetricsRequest
        {
            Filter = new ReportFilter(first.AddHours(5), last.AddHours(1), [new FilterCondition(Dimension.Campaign, [campaign!], false)]),
            GroupBy = [Dimension.Provider],
            Limit = 10_000,
        });
    }

    [Theory]
    [InlineData("Asia/Kathmandu")]
    [InlineData("America/New_York")]
    public async Task Times_to_acceptance_of_whole_days_are_those_of_their_hours(string zone)
    {
        await using var database = await server.CreateDatabaseAsync(_token);
        await database.ExecuteAsync($"update workspaces set time_zone = '{zone}'", _token);
        using var store = new Store(database);
        using var other = new Store(database) { Source = "other" };
        await store.ImportAsync(RandomSender.Events(3, 400), () => 150, _token);
        await other.ImportAsync(RandomSender.Events(4, 200), () => 150, _token);
        var first = await database.ReadAsync<DateTime>("select min(hour) from source_day_cells", _token);
        var last = await database.ReadAsync<DateTime>("select max(hour) from source_day_cells", _token);
        var metrics = Reports.Metrics(database);

        // Streams are kept by hour: a condition on them that lets everything through asks for the hours.
        var everyStream = new FilterCondition(Dimension.Stream, ["no such stream"], true);
        foreach (var split in new Dimension[][] { [], [Dimension.Provider], [Dimension.Source] })
        {
            foreach (var clock in Enum.GetValues<Clock>())
            {
                var request = new MetricsRequest
                {
                    Filter = new ReportFilter(first, last, []), GroupBy = split, Clock = clock, Interval = Interval.Day, WithLatency = true, Limit = 10_000,
                };
                var days = (await metrics.ReadAsync(request, _token)).Rows;
                var hours = (await metrics.ReadAsync(request with { Filter = request.Filter with { Conditions = [everyStream] } }, _token)).Rows;

                Assert.Contains(days, row => row.Latency is { Count: > 0 });
                Assert.Equal(hours.Select(Text), days.Select(Text));
            }
        }

        static string Text(MetricsRow row) =>
            $"{row.Time} {string.Join('|', row.Keys)} {row.Latency?.Count} {row.Latency?.Total} {row.Latency?.Queue} {row.Latency?.Receiver}";
    }

    private async Task CompareAsync(MetricsQuery metrics, MetricsRequest request)
    {
        var hours = await metrics.ReadAsync(request with { Interval = Interval.Hour }, _token);
        Assert.Equal(hours.TotalRows, hours.Rows.Count);
        var expected = Sums(hours);
        foreach (var interval in new[] { Interval.None, Interval.Day, Interval.Month })
        {
            var found = await metrics.ReadAsync(request with { Interval = interval }, _token);

            Assert.Equal(found.TotalRows, found.Rows.Count);
            Assert.Equal(expected, Sums(found));
        }
    }

    private static string[] Sums(MetricsResult result) =>
    [
        .. result.Rows.GroupBy(row => string.Join('|', row.Keys), row => row.Counts)
            .Select(g => $"{g.Key}: {string.Join(' ', Enum.GetValues<Count>().Select(count => g.Sum(counts => counts[count])))}")
            .Where(line => line.Any(c => c is > '0' and <= '9'))
            .Order(StringComparer.Ordinal),
    ];
}
