using Dashboard.Core.Delivery;

namespace Dashboard.Storage.Tests.Writing;

/// <summary>Histories of deliveries with everything that can happen to one, from a seed.</summary>
internal static class RandomSender
{
    private static readonly DateTime Start = new(2026, 6, 1, 8, 0, 0, DateTimeKind.Utc);

    public static List<SentEvent> Events(int seed, int deliveries)
    {
        var random = new Random(seed);
        var events = new List<SentEvent>();
        for (var i = 0; i < deliveries; i++)
        {
            Deliver(random, i, events);
        }

        for (var i = 0; i < deliveries / 10; i++)
        {
            events.Add(new SentEvent(EventType.Throttled, Start.AddMinutes(random.Next(60 * 50)).AddSeconds(i), "", "")
            {
                Campaign = "", Stream = "", Queue = $"domain{random.Next(4)}.test/pool", Reply = "421 4.7.0 [TSS04] Too many connections",
            });
        }

        return events;
    }

    /// <summary>The same with what comes late: bounce mails and complaints after weeks, an acceptance that the receiver repeats.</summary>
    public static List<SentEvent> WithLateEvents(int seed, int deliveries)
    {
        var random = new Random(seed);
        var events = Events(seed, deliveries);
        foreach (var accepted in events.Where(e => e.Type == EventType.Accepted).ToArray())
        {
            switch (random.Next(8))
            {
                case 0:
                    events.Add(accepted with { Type = EventType.AsynchronousBounce, At = accepted.At.AddDays(random.Next(14, 50)), Reply = "550 5.1.1 No such user" });
                    break;
                case 1:
                    events.Add(accepted with { Type = EventType.Complaint, At = accepted.At.AddDays(random.Next(14, 50)), Reply = "" });
                    break;
                case 2:
                    events.Add(accepted with { At = accepted.At.AddMinutes(random.Next(1, 300)) });
                    break;
                default:
                    break;
            }
        }

        return events;
    }

    private static void Deliver(Random random, int number, List<SentEvent> events)
    {
        var at = Start.AddMinutes(random.Next(60 * 50));
        var shape = new SentEvent(EventType.Deferred, at, $"user{number}@domain{random.Next(4)}.test", $"m{number}")
        {
            Campaign = $"c{random.Next(3)}",
            Stream = random.Next(2) == 0 ? "promotional" : "transactional",
            QueuedAt = at.AddSeconds(-random.Next(90)),
        };
        for (var deferrals = random.Next(10) < 6 ? 0 : random.Next(1, 5); deferrals > 0; deferrals--)
        {
            events.Add(random.Next(3) == 0
                ? shape with { At = at, Reply = "421 4.4.1 Connection timed out", Relay = "" }
                : shape with { At = at, Reply = $"451 4.7.{random.Next(3)} Try again later" });
            at = at.AddSeconds(random.Next(1, 40_000));
        }

        switch (random.Next(10))
        {
            case < 6:
                events.Add(shape with { Type = EventType.Accepted, At = at, Reply = "250 2.0.0 OK" });
                if (random.Next(8) == 0)
                {
                    events.Add(shape with { Type = EventType.AsynchronousBounce, At = at.AddHours(3), Reply = "550 5.1.1 No such user" });
                }

                if (random.Next(8) == 0)
                {
                    events.Add(shape with { Type = EventType.Complaint, At = at.AddHours(30), Reply = "" });
                }

                break;
            case < 8:
                events.Add(shape with { Type = EventType.Rejected, At = at, Reply = "550 5.1.1 No such user" });
                break;
            case 8:
                events.Add(shape with { Type = EventType.Expired, At = at.AddHours(72), Reply = "451 4.7.1 Try again later" });
                break;
            default:
                break;
        }
    }
}
