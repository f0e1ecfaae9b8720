using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Tests.Writing;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Queries;

/// <summary>One delivery of every kind, in a database of its own.</summary>
public sealed class EveryKindOfDelivery(PostgresServer server) : IAsyncLifetime
{
    public static readonly DateTime Noon = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);

    // Every way a delivery can go, by the minute of its first event; one gives up after the week has ended.
    private static readonly SentEvent[] Events =
    [
        new(EventType.Accepted, Noon, "plain@a.test", "<m0@s.test>"),
        new(EventType.Deferred, Noon.AddMinutes(1), "Slow@a.test", "<m1@s.test>") { Reply = "451 4.7.1 Please try again later" },
        new(EventType.Accepted, Noon.AddMinutes(31), "Slow@a.test", "<m1@s.test>"),
        new(EventType.Deferred, Noon.AddMinutes(2), "waits@b.test", "m2@s.test") { Reply = "452 4.2.2 Mailbox full", Campaign = "c2" },
        new(EventType.Rejected, Noon.AddMinutes(3), "gone@b.test", "m3@s.test") { Reply = "550 5.1.1 User unknown", Campaign = "c2" },
        new(EventType.Deferred, Noon.AddMinutes(4), "stuck@b.test", "m4@s.test") { Reply = "421 4.3.2 Try later" },
        new(EventType.Deferred, Noon.AddMinutes(64), "stuck@b.test", "m4@s.test") { Reply = "421 4.3.2 Try later" },
        new(EventType.Expired, Noon.AddDays(5), "stuck@b.test", "m4@s.test") { Reply = "554 5.4.7 Message expired", Relay = "" },
        new(EventType.Accepted, Noon.AddMinutes(5), "later@c.test", "m5@s.test"),
        new(EventType.AsynchronousBounce, Noon.AddDays(1), "later@c.test", "m5@s.test") { Reply = "550 5.1.1 No such user" },
        new(EventType.Accepted, Noon.AddMinutes(6), "angry@c.test", "m6@s.test"),
        new(EventType.Complaint, Noon.AddDays(2), "angry@c.test", "m6@s.test") { Reply = "", Relay = "" },
        new(EventType.Accepted, Noon.AddMinutes(7), "slow@a.test", "<m7@s.test>") { Campaign = "c2" },
        new(EventType.Accepted, Noon.AddDays(-9), "plain@a.test", "<m8@s.test>"),
    ];

    private TestDatabase _database = default!;

    public DeliveriesQuery Query { get; private set; } = default!;

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        _database = await server.CreateDatabaseAsync(token);
        using var store = new Store(_database);
        await store.ImportAsync(Events.OrderBy(e => e.At), () => 5, token);
        var spans = new DeliverySpans(_database.DataSource, new WorkspaceZone(_database.Contexts, TimeProvider.System));
        Query = new DeliveriesQuery(_database.DataSource, spans, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}

public sealed class DeliveriesQueryTests(EveryKindOfDelivery deliveries) : IClassFixture<EveryKindOfDelivery>
{
    private static readonly DateTime Noon = EveryKindOfDelivery.Noon;
    private static readonly ReportFilter Week = new(Noon.Date.AddDays(-3), Noon.Date.AddDays(4), []);

    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_row_for_each_delivery_with_its_first_event_state_attempts_and_last_word()
    {
        var rows = await AllAsync(new() { Filter = Week });

        Assert.Equal(
            [
                ("slow@a.test", 7, DeliveryState.Accepted, 1, false, EventType.Accepted),
                ("angry@c.test", 6, DeliveryState.Accepted, 1, true, EventType.Accepted),
                ("later@c.test", 5, DeliveryState.BouncedLater, 1, false, EventType.AsynchronousBounce),
                ("stuck@b.test", 4, DeliveryState.Expired, 2, false, EventType.Deferred),
                ("gone@b.test", 3, DeliveryState.Rejected, 1, false, EventType.Rejected),
                ("waits@b.test", 2, DeliveryState.Waiting, 1, false, EventType.Deferred),
                ("Slow@a.test", 1, DeliveryState.Accepted, 2, false, EventType.Accepted),
                ("plain@a.test", 0, DeliveryState.Accepted, 1, false, EventType.Accepted),
            ],
            rows.Select(r => (r.Last.Recipient, (int)(r.FirstEventAt - Noon).TotalMinutes, r.State, r.Attempts, r.IsComplained, r.Last.Type)));
        Assert.Equal(("c2", "promotional"), (rows[5].Campaign, rows[5].Stream));
        Assert.Equal("452 4.2.2 Mailbox full", rows[5].Last.Reply);
        Assert.Equal(Noon.AddDays(5), rows[3].LastEventAt.UtcDateTime);
    }

    [Theory]
    [InlineData(DeliveryOutcome.Trouble, "6 5 4 3 2 1")]
    [InlineData(DeliveryOutcome.Waiting, "2")]
    [InlineData(DeliveryOutcome.Accepted, "7 6 1 0")]
    [InlineData(DeliveryOutcome.Rejected, "3")]
    [InlineData(DeliveryOutcome.Expired, "4")]
    [InlineData(DeliveryOutcome.BouncedLater, "5")]
    [InlineData(DeliveryOutcome.Complained, "6")]
    public async Task An_outcome_lists_its_deliveries_only(DeliveryOutcome outcome, string minutes) =>
        Assert.Equal(minutes, await MinutesAsync(new() { Filter = Week, Outcome = outcome }));

    [Theory]
    [InlineData("SLOW@A.test", "7 1")]
    [InlineData("@a.test", "7 1 0")]
    [InlineData("@B.TEST", "4 3 2")]
    [InlineData("slow@b.test", "")]
    [InlineData("low@a.test", "")]
    public async Task A_whole_address_finds_one_recipient_and_a_domain_all_of_it(string recipient, string minutes) =>
        Assert.Equal(minutes, await MinutesAsync(new() { Filter = Week, Recipient = recipient }));

    [Theory]
    [InlineData("<m1@s.test>", "1")]
    [InlineData("m1@s.test", "1")]
    [InlineData("<m3@s.test>", "3")]
    [InlineData("m8@s.test", "")]
    public async Task A_message_is_found_with_or_without_its_brackets_within_the_dates(string messageId, string minutes) =>
        Assert.Equal(minutes, await MinutesAsync(new() { Filter = Week, MessageId = messageId }));

    [Theory]
    [InlineData("c2", false, "7 3 2")]
    [InlineData("c2", true, "6 5 4 1 0")]
    public async Task Campaigns_are_included_or_excluded(string campaign, bool isExcluded, string minutes) =>
        Assert.Equal(minutes, await MinutesAsync(new() { Filter = Week with { Conditions = [new(Dimension.Campaign, [campaign], isExcluded)] } }));

    [Fact]
    public async Task A_domain_and_a_campaign_together_are_found_though_their_counts_are_kept_by_the_day() =>
        Assert.Equal("3 2", await MinutesAsync(new()
        {
            Filter = Week with { From = Noon, Conditions = [new(Dimension.Campaign, ["c2"], false)] }, Recipient = "@b.test",
        }));

    [Fact]
    public async Task A_category_is_that_of_any_event_of_the_delivery()
    {
        var full = new FilterCondition(Dimension.Category, ["deferred-mailbox-full"], false);
        var unknown = new FilterCondition(Dimension.Reason, ["invalid-user"], true);

        Assert.Equal("2", await MinutesAsync(new() { Filter = Week with { Conditions = [full] } }));
        Assert.Equal("7 6 4 2 1 0", await MinutesAsync(new() { Filter = Week with { Conditions = [unknown] } }));
    }

    [Fact]
    public async Task The_range_holds_the_first_event_not_a_later_one() =>
        Assert.Equal("", await MinutesAsync(new() { Filter = Week with { From = Noon.AddHours(1) } }));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task Pages_of_any_size_hold_every_delivery_once(int limit)
    {
        var minutes = new List<string>();
        AttemptCursor? after = null;
        do
        {
            var page = await deliveries.Query.ReadAsync(new() { Filter = Week, Limit = limit, After = after }, _token);
            Assert.InRange(page.Rows.Count, 1, limit);
            minutes.AddRange(page.Rows.Select(MinuteOf));
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["7", "6", "5", "4", "3", "2", "1", "0"], minutes);
    }

    private static string MinuteOf(DeliveryRow row) => ((int)(row.FirstEventAt - Noon).TotalMinutes).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private async Task<IReadOnlyList<DeliveryRow>> AllAsync(DeliveriesRequest request)
    {
        var result = await deliveries.Query.ReadAsync(request, _token);
        Assert.Null(result.Next);
        return result.Rows;
    }

    private async Task<string> MinutesAsync(DeliveriesRequest request) => string.Join(' ', (await AllAsync(request)).Select(MinuteOf));
}
