using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;

namespace Dashboard.Core.Tests.Delivery;

public sealed class DeliveryFoldTests
{
    private static readonly DateTime Nine = new(2026, 6, 1, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Deferred_three_times_then_accepted_is_one_delivery_and_four_attempts()
    {
        var cells = Fold(out var state, At(0, EventType.Deferred), At(1, EventType.Deferred), At(2, EventType.Deferred), At(3, EventType.Accepted, template: 2));

        Assert.Equal(DeliveryState.Accepted, state);
        Assert.Equal(3, cells.Sum(Counter.AttemptsDeferred));
        Assert.Equal(1, cells.Sum(Counter.AttemptsAccepted));
        Assert.Equal((1, 1, 1, 1, 1), (cells.Sum(Counter.Attempted), cells.Sum(Counter.FirstDeferred), cells.Sum(Counter.EverDeferred), cells.Sum(Counter.RetrySucceeded), cells.Sum(Counter.Accepted)));
        Assert.Equal(1, cells[Nine.AddHours(3), 2, Counter.FinallyAccepted]);
        Assert.Equal(1, cells[Nine, 2, Counter.Accepted]);
    }

    [Fact]
    public void Every_order_of_the_events_says_the_same()
    {
        DeliveryEvent[] events = [At(0, EventType.Deferred), At(1, EventType.Accepted, template: 2), At(5, EventType.AsynchronousBounce, template: 3), At(6, EventType.Complaint)];
        var expected = Fold(out _, events).ToString();

        foreach (var order in Permutations(events))
        {
            Assert.Equal(expected, Fold(out var state, order).ToString());
            Assert.Equal(DeliveryState.BouncedLater, state);
        }
    }

    [Fact]
    public void Taking_back_what_was_added_leaves_nothing()
    {
        DeliveryEvent[] events = [At(0, EventType.Deferred), At(1, EventType.Deferred), At(72, EventType.Expired)];
        var cells = new Cells();
        DeliveryFold.Apply(events, 1, cells);
        DeliveryFold.Apply(events, -1, cells);

        Assert.Equal("", cells.ToString());
    }

    [Fact]
    public void Giving_up_is_no_attempt_and_is_counted_under_the_most_frequent_remote_reply()
    {
        var cells = Fold(
            out var state, At(0, EventType.Deferred, template: 7, remote: false), At(1, EventType.Deferred, template: 7, remote: false),
            At(2, EventType.Deferred, template: 8), At(72, EventType.Expired, template: 9));

        Assert.Equal(DeliveryState.Expired, state);
        Assert.Equal(3, cells.Sum(Counter.AttemptsDeferred));
        Assert.Equal(2, cells.Sum(Counter.AttemptsWithoutReply));
        Assert.Equal(1, cells[Nine.AddHours(72), 8, Counter.FinallyExpired]);
        Assert.Equal(1, cells[Nine, 8, Counter.Expired]);
    }

    [Fact]
    public void A_bounce_mail_alone_proves_no_attempt()
    {
        var cells = Fold(out var state, At(0, EventType.AsynchronousBounce));

        Assert.Equal(DeliveryState.NotAttempted, state);
        Assert.Equal("", cells.ToString());
    }

    [Fact]
    public void An_acceptance_is_never_taken_away_by_a_refusal()
    {
        var cells = Fold(out var state, At(0, EventType.Accepted), At(1, EventType.Rejected, template: 5));

        Assert.Equal(DeliveryState.Accepted, state);
        Assert.Equal((1, 0, 1), (cells.Sum(Counter.Accepted), cells.Sum(Counter.Rejected), cells.Sum(Counter.AttemptsRejected)));
    }

    [Fact]
    public void Accepted_at_once_is_counted_as_the_same_through_the_long_way()
    {
        var accepted = At(0, EventType.Accepted);
        var once = Fold(out _, accepted).ToString();

        // A complaint-free second event of no consequence leads through the general case.
        var twice = Fold(out _, accepted, At(4, EventType.Accepted) with { EventKey = 99 });

        Assert.Equal(2, twice.Sum(Counter.AttemptsAccepted));
        twice.Add(Nine.AddHours(4), new CellPlace(1, 1, 1, 1), Counter.AttemptsAccepted, -1);
        Assert.Equal(once, twice.ToString());
    }

    private static DeliveryEvent At(int hours, EventType type, int template = 1, bool remote = true) =>
        new(Nine.AddHours(hours), hours, type, remote, Nine.AddSeconds(-10), new CellPlace(1, 1, 1, template));

    private static Cells Fold(out DeliveryState state, params DeliveryEvent[] events)
    {
        var cells = new Cells();
        state = DeliveryFold.Apply([.. events], 1, cells);
        return cells;
    }

    private static IEnumerable<DeliveryEvent[]> Permutations(DeliveryEvent[] events) => events.Length == 1
        ? [events]
        : events.SelectMany((e, i) => Permutations([.. events.Where((_, j) => j != i)]).Select(rest => (DeliveryEvent[])[e, .. rest]));

    private sealed class Cells : ICellSink
    {
        private readonly SortedDictionary<(DateTime, int, Counter), int> _cells = [];
        private readonly SortedDictionary<string, int> _latencies = [];

        public int this[DateTime at, int template, Counter counter] => _cells.GetValueOrDefault((at, template, counter));

        public int Sum(Counter counter) => _cells.Where(c => c.Key.Item3 == counter).Sum(c => c.Value);

        public void Add(DateTime at, CellPlace place, Counter counter, int amount) =>
            _cells[(at, place.TemplateId, counter)] = this[at, place.TemplateId, counter] + amount;

        public void AddAcceptedAtOnce(DateTime at, CellPlace place, AcceptanceTimes times, int amount)
        {
            foreach (var counter in new[] { Counter.AttemptsAccepted, Counter.FinallyAccepted, Counter.Attempted, Counter.Accepted })
            {
                Add(at, place, counter, amount);
            }

            AddLatency(at, false, place, times, amount);
            AddLatency(at, true, place, times, amount);
        }

        public void AddLatency(DateTime at, bool byCohort, CellPlace place, AcceptanceTimes times, int amount)
        {
            var key = $"{at:O} {byCohort} {times}";
            _latencies[key] = _latencies.GetValueOrDefault(key) + amount;
        }

        public override string ToString() => string.Join(
            '\n', _cells.Where(c => c.Value != 0).Select(c => $"{c.Key} {c.Value}").Concat(_latencies.Where(l => l.Value != 0).Select(l => $"{l.Key} {l.Value}")));
    }
}
