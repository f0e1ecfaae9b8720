using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Tests.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Queries;

public sealed class RadarQueryTests(PostgresServer server)
{
    private static readonly DateTime Start = new(2026, 3, 20, 0, 0, 0, DateTimeKind.Utc);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task New_rising_vanished_and_unknown_replies_are_told_apart_per_provider()
    {
        await using var database = await server.CreateDatabaseAsync(Token);
        using var store = new Store(database);
        var number = 0;
        await store.ImportAsync(
            [
                .. Sent(3, 1, "550 brand new zork"),
                .. Sent(-80, 5, "550 5.1.1 no such user"), .. Sent(2, 4, "550 5.1.1 no such user"),
                .. Sent(-3, 10, "452 4.2.2 mailbox full"), .. Sent(1, 25, "452 4.2.2 mailbox full"),
                .. Sent(-2, 12, "550 5.7.1 blocked by zork list"),
                .. Sent(2, 30, "250 2.0.0 OK"),
            ],
            () => 50,
            Token);
        var radar = new RadarQuery(database.DataSource, new WorkspaceZone(database.Contexts, TimeProvider.System));

        var shown = await ReadAsync(RadarKind.New);

        Assert.Equal("550 brand new zork", Assert.Single(shown.Rows).Text);
        Assert.Equal([1, 1, 1, 1], Enum.GetValues<RadarKind>().Select(k => shown.Totals[k]));
        var rising = Assert.Single((await ReadAsync(RadarKind.Rising)).Rows);
        Assert.Equal((25, 10, 14), (rising.Times, rising.Before, rising.Days.Count));
        Assert.Equal((10, 25), (rising.Days[4], rising.Days[8]));
        Assert.Equal(12, Assert.Single((await ReadAsync(RadarKind.Vanished)).Rows).Before);
        Assert.Equal("550 brand new zork", Assert.Single((await ReadAsync(RadarKind.Unclassified)).Rows).Text);
        Assert.Empty((await radar.ReadAsync(Range.With(Dimension.Stream, "lifecycle"), RadarKind.New, 0, 10, Token)).Rows);

        Task<RadarResult> ReadAsync(RadarKind kind) => radar.ReadAsync(Range, kind, 0, 10, Token);

        IEnumerable<SentEvent> Sent(int day, int times, string reply) => Enumerable.Range(0, times).Select(_ =>
        {
            number++;
            var type = reply[0] switch { '2' => EventType.Accepted, '4' => EventType.Deferred, _ => EventType.Rejected };
            return new SentEvent(type, Start.AddDays(day).AddSeconds(number), $"r{number}@mail.test", $"m{number}") { Reply = reply };
        });
    }

    private static ReportFilter Range => new(new DateTimeOffset(Start), new DateTimeOffset(Start.AddDays(7)), []);
}
