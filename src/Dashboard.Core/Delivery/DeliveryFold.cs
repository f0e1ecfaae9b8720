using Dashboard.Core.Metrics;

namespace Dashboard.Core.Delivery;

/// <summary>Takes what a delivery adds to the counts.</summary>
public interface ICellSink
{
    /// <summary>Adds <paramref name="amount"/> to one counter of the hour that holds <paramref name="at"/>.</summary>
    void Add(DateTime at, CellPlace place, Counter counter, int amount);

    /// <summary>
    /// Adds a delivery that was accepted at its first attempt, the most frequent of all: its attempt, final event, attempted and accepted
    /// counters lie in one cell, and its times count by either clock in the same hour.
    /// </summary>
    void AddAcceptedAtOnce(DateTime at, CellPlace place, AcceptanceTimes times, int amount);

    /// <summary>Adds one acceptance to the latency histograms of the hour that holds <paramref name="at"/>.</summary>
    void AddLatency(DateTime at, bool byCohort, CellPlace place, AcceptanceTimes times, int amount);
}

/// <summary>How long an acceptance took; null where the log does not allow to say.</summary>
/// <param name="Total">From queueing to acceptance.</param>
/// <param name="Queue">From queueing to the first attempt: ours.</param>
/// <param name="Receiver">From the first attempt to acceptance: theirs.</param>
public readonly record struct AcceptanceTimes(TimeSpan? Total, TimeSpan? Queue, TimeSpan Receiver);

/// <summary>
/// The state of a delivery is a function of the set of its events, never of the order in which they arrived; what it adds to the
/// counts is a function of that state. A batch adds fold(new) and takes back fold(old).
/// </summary>
public static class DeliveryFold
{
    /// <summary>Sorts the events of one delivery and says what they add to the counts.</summary>
    /// <param name="events">All events of the delivery; sorted in place.</param>
    /// <param name="sign">1 to add, -1 to take back.</param>
    /// <param name="sink">Takes the amounts.</param>
    public static DeliveryState Apply(Span<DeliveryEvent> events, int sign, ICellSink sink)
    {
        if (events is [{ Type: EventType.Accepted, HasRemoteReply: true } only])
        {
            sink.AddAcceptedAtOnce(only.OccurredAt, only.Place, Times(only, only), sign);
            return DeliveryState.Accepted;
        }

        events.Sort();

        int first = -1, firstDeferral = -1, acceptance = -1, refusal = -1, expiration = -1, laterBounce = -1;
        var complained = false;
        for (var i = 0; i < events.Length; i++)
        {
            ref readonly var e = ref events[i];
            switch (e.Type)
            {
                case EventType.Accepted:
                    Attempt(in e, Counter.AttemptsAccepted, sign, sink);
                    acceptance = acceptance < 0 ? i : acceptance;
                    break;
                case EventType.Deferred:
                    Attempt(in e, Counter.AttemptsDeferred, sign, sink);
                    firstDeferral = firstDeferral < 0 ? i : firstDeferral;
                    break;
                case EventType.Rejected:
                    Attempt(in e, Counter.AttemptsRejected, sign, sink);
                    refusal = i;
                    break;
                case EventType.Expired:
                    expiration = i;
                    break;
                case EventType.AsynchronousBounce:
                    laterBounce = laterBounce < 0 ? i : laterBounce;
                    break;
                case EventType.Complaint:
                    complained = true;
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }

            // A give-up record proves that attempts were made even where the log leaves deferrals out.
            if (first < 0 && e.Type <= EventType.Expired)
            {
                first = i;
            }
        }

        if (first < 0)
        {
            return DeliveryState.NotAttempted;
        }

        ref readonly var opening = ref events[first];
        var cohort = opening.OccurredAt;
        sink.Add(cohort, opening.Place, Counter.Attempted, sign);
        if (opening.Type == EventType.Deferred)
        {
            sink.Add(cohort, opening.Place, Counter.FirstDeferred, sign);
        }

        if (firstDeferral >= 0)
        {
            sink.Add(cohort, At(opening, events[firstDeferral]), Counter.EverDeferred, sign);
        }

        if (acceptance >= 0)
        {
            ref readonly var accepted = ref events[acceptance];
            sink.Add(accepted.OccurredAt, accepted.Place, Counter.FinallyAccepted, sign);
            sink.Add(cohort, At(opening, accepted), Counter.Accepted, sign);
            var times = Times(opening, accepted);
            sink.AddLatency(accepted.OccurredAt, false, accepted.Place, times, sign);
            sink.AddLatency(cohort, true, opening.Place, times, sign);
            if (firstDeferral >= 0)
            {
                sink.Add(cohort, At(opening, events[firstDeferral]), Counter.RetrySucceeded, sign);
            }

            if (complained)
            {
                sink.Add(cohort, At(opening, accepted), Counter.Complained, sign);
            }

            if (laterBounce >= 0)
            {
                sink.Add(cohort, At(opening, events[laterBounce]), Counter.BouncedLater, sign);
                return DeliveryState.BouncedLater;
            }

            return DeliveryState.Accepted;
        }

        if (refusal >= 0)
        {
            ref readonly var rejected = ref events[refusal];
            sink.Add(rejected.OccurredAt, rejected.Place, Counter.FinallyRejected, sign);
            sink.Add(cohort, At(opening, rejected), Counter.Rejected, sign);
            return DeliveryState.Rejected;
        }

        if (expiration >= 0)
        {
            ref readonly var expired = ref events[expiration];
            var cause = MostFrequentReply(events, expired.Place.TemplateId);
            sink.Add(expired.OccurredAt, expired.Place with { TemplateId = cause }, Counter.FinallyExpired, sign);
            sink.Add(cohort, opening.Place with { TemplateId = cause }, Counter.Expired, sign);
            return DeliveryState.Expired;
        }

        return DeliveryState.Waiting;
    }

    private static void Attempt(in DeliveryEvent e, Counter counter, int sign, ICellSink sink)
    {
        sink.Add(e.OccurredAt, e.Place, counter, sign);
        if (!e.HasRemoteReply)
        {
            sink.Add(e.OccurredAt, e.Place, Counter.AttemptsWithoutReply, sign);
        }
    }

    // A delivery is counted under the dimensions of its first event and the reply of the event that decides the counter.
    private static CellPlace At(in DeliveryEvent opening, in DeliveryEvent deciding) =>
        opening.Place with { TemplateId = deciding.Place.TemplateId };

    private static AcceptanceTimes Times(in DeliveryEvent opening, in DeliveryEvent accepted)
    {
        var queuedAt = accepted.QueuedAt ?? opening.QueuedAt;
        return new AcceptanceTimes(
            queuedAt is { } q ? NotNegative(accepted.OccurredAt - q) : null,
            queuedAt is { } t ? NotNegative(opening.OccurredAt - t) : null,
            NotNegative(accepted.OccurredAt - opening.OccurredAt));
    }

    // Logs with whole seconds can place an event a second before its queueing.
    private static TimeSpan NotNegative(TimeSpan span) => span < TimeSpan.Zero ? TimeSpan.Zero : span;

    // The reply given most often by a server; where none answered, the text of our own side given most often; ties go to the latest.
    private static int MostFrequentReply(ReadOnlySpan<DeliveryEvent> events, int otherwise)
    {
        var best = otherwise;
        var bestScore = (Remote: false, Count: 0);
        for (var i = events.Length - 1; i >= 0; i--)
        {
            if (events[i].Type != EventType.Deferred)
            {
                continue;
            }

            var count = 0;
            foreach (ref readonly var e in events)
            {
                count += e.Type == EventType.Deferred && e.Place.TemplateId == events[i].Place.TemplateId ? 1 : 0;
            }

            var score = (events[i].HasRemoteReply, count);
            if (score.CompareTo(bestScore) > 0)
            {
                (best, bestScore) = (events[i].Place.TemplateId, score);
            }
        }

        return best;
    }
}
