using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>How the receivers answer: by the recipient's fate, their habits and the incidents.</summary>
internal sealed class ReceiverBehaviour(IReadOnlyList<Incident> incidents, SplitMix random, DateTime start)
{
    public Fate PickFate(MailJob job, string list, RecipientDomain domain, PowerMtaLogOptions options, long at)
    {
        var badShare = Find(IncidentKind.BadList, at) is not null && job.Name == MailJob.BadListJob ? 0.28
            : list == MailJob.BadList ? 0.015 : 0.006;
        var draw = random.Fraction();
        var later = random.Fraction();
        return draw switch
        {
            _ when draw < badShare => options.AsynchronousBounces && later < 0.08 ? Fate.BouncesLater : Fate.NoSuchUser,
            _ when draw < badShare + 0.0012 => Fate.Inactive,
            _ when draw < badShare + 0.0018 => domain.Receiver == Receivers.Own ? Fate.NoSuchDomain : Fate.Fine,
            _ when draw < badShare + 0.0048 => Fate.Full,
            _ when draw < badShare + 0.0056 => Fate.RefusedAsSpam,
            _ => options.Complaints && domain.Receiver.HasFeedbackLoop && later < 0.002 ? Fate.Complains : Fate.Fine,
        };
    }

    public (EventType Type, ReplyText Reply) Answer(GeneratedDelivery delivery, long at)
    {
        var receiver = delivery.Domain.Receiver;
        if (delivery.Domain.IsUnreachable)
        {
            return (EventType.Deferred, ReplyText.NoRoute);
        }
        if (delivery.Fate == Fate.NoSuchDomain)
        {
            return (EventType.Rejected, ReplyText.NoDomain);
        }
        if (random.Chance(0.004))
        {
            return (EventType.Deferred, random.Chance(0.7) ? ReplyText.TimedOut : ReplyText.Dropped);
        }
        if (receiver == Receivers.Yahoo && delivery.Job.Pool == SendingPool.Promotional && Find(IncidentKind.Throttled, at) is not null
            && random.Chance(0.65))
        {
            return (EventType.Deferred, receiver.Throttles);
        }
        if (receiver == Receivers.Gmail && delivery.Job.Stream == "transactional" && Find(IncidentKind.Unauthenticated, at) is not null
            && random.Chance(0.85))
        {
            return (EventType.Rejected, Receivers.Unauthenticated);
        }
        if (random.Chance(receiver.ThrottleShare))
        {
            return (EventType.Deferred, receiver.Throttles);
        }
        if (delivery.IsGreylisted && delivery.Attempts == 1)
        {
            return (EventType.Deferred, Receivers.Greylisted);
        }
        return delivery.Fate switch
        {
            Fate.NoSuchUser => (EventType.Rejected, receiver.NoSuchUser),
            Fate.Inactive => (EventType.Rejected, receiver.Inactive),
            Fate.RefusedAsSpam => (EventType.Rejected, receiver.Refuses),
            Fate.Full when at < delivery.RoomAt => (EventType.Deferred, receiver.Full),
            _ => (EventType.Accepted, receiver.Accepts),
        };
    }

    private Incident? Find(IncidentKind kind, long at)
    {
        var time = start.AddSeconds(at);
        foreach (var incident in incidents)
        {
            if (incident.Kind == kind && incident.IsAt(time))
            {
                return incident;
            }
        }
        return null;
    }
}
