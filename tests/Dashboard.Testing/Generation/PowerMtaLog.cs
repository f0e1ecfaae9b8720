using System.Globalization;
using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>
/// A synthetic sender: campaigns and standing jobs to the mailbox providers of the world, retried and given up as PowerMTA does, written
/// as one accounting file in order of time. The same options give the same bytes. Memory holds what is in the queue, never the file.
/// </summary>
public sealed class PowerMtaLog
{
    // Measured over seeds and periods: deferrals, bounces and so on of 1,000 messages.
    private const double EventsPerMessage = 1.13;

    private readonly PowerMtaLogOptions _options;
    private readonly SplitMix _random;
    private readonly IReadOnlyList<RecipientDomain> _domains = RecipientDomain.World();
    private readonly double[] _domainShares;
    private readonly IReadOnlyList<MailJob> _jobs;
    private readonly IReadOnlyList<Incident> _incidents;
    private readonly PriorityQueue<GeneratedDelivery, (long At, long Order)> _queue = new();
    private readonly DateTime _start;
    private readonly long _end;
    private readonly GroundTruth _truth;
    private readonly Action<GeneratedEvent> _take;
    private readonly ReplyWriter _replies;
    private readonly ReceiverBehaviour _behaviour;
    private long _order;
    private int _messages;

    private PowerMtaLog(PowerMtaLogOptions options, Action<GeneratedEvent> take)
    {
        _options = options;
        _random = new SplitMix(options.Seed);
        _start = options.Start.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        _end = options.Days * 86_400L;
        _incidents = Incident.Plan(options);
        _jobs = MailJob.Plan(options.Events / EventsPerMessage, options, _incidents, _random);
        _domainShares = RecipientDomain.CumulatedShares(_domains.Count);
        _truth = new GroundTruth(_start, _incidents);
        _take = take;
        _replies = new ReplyWriter(_random, (long)(_start - DateTime.UnixEpoch).TotalSeconds);
        _behaviour = new ReceiverBehaviour(_incidents, _random, _start);
    }

    /// <summary>Writes the file; the stream stays open.</summary>
    public static GroundTruth Write(PowerMtaLogOptions options, Stream stream, CancellationToken cancellationToken)
    {
        var lines = new PowerMtaLines(stream);
        lines.Begin();
        var truth = Run(options, e => lines.Write(e), cancellationToken);
        lines.Flush();
        return truth;
    }

    /// <summary>Lets it all happen without a file.</summary>
    /// <param name="options">What is to happen.</param>
    /// <param name="take">Is told of every event, in order of time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static GroundTruth Run(PowerMtaLogOptions options, Action<GeneratedEvent> take, CancellationToken cancellationToken)
    {
        var log = new PowerMtaLog(options, take);
        log.Run(cancellationToken);
        return log._truth;
    }

    private void Run(CancellationToken cancellationToken)
    {
        var owed = new double[_jobs.Count];
        for (var minute = 0; minute < _options.Days * 1440; minute++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var job = 0; job < _jobs.Count; job++)
            {
                for (owed[job] += _jobs[job].Rate(minute, _options.Days); owed[job] >= 1; owed[job]--)
                {
                    Inject(_jobs[job], (minute * 60L) + _random.Below(60));
                }
            }
            while (_queue.TryPeek(out var delivery, out var next) && next.At < (minute + 1) * 60L)
            {
                _queue.Dequeue();
                Happen(delivery, next.At);
            }
        }
    }

    private void Inject(MailJob job, long at)
    {
        var list = job.List ?? $"l{1 + Math.Min(11, (int)_random.Exponential(2.2)):d2}";
        var domain = PickDomain();
        var number = ++_messages;
        var id = SplitMix.Mix(_options.Seed ^ (ulong)number);
        var delivery = new GeneratedDelivery
        {
            Number = number,
            Job = job,
            Domain = domain,
            List = list,
            Recipient = People.Name(_random) + "@" + domain.Name,
            MessageId = string.Create(CultureInfo.InvariantCulture, $"{number:x8}.{id & 0xffffffffffff:x12}"),
            Sender = string.Create(CultureInfo.InvariantCulture, $"bounce-{number:x8}@{job.Stream}.harbour.example"),
            QueuedAt = at,
            Fate = _behaviour.PickFate(job, list, domain, _options, at),
            IsGreylisted = _random.Chance(domain.Receiver.GreylistShare),
            RoomAt = at + (_random.Chance(0.6) ? (long)_random.Exponential(6 * 3600) : 1000 * 86_400L),
            Size = 10_000 + _random.Below(70_000),
        };
        Schedule(delivery, at + 1 + (long)_random.Exponential(job.StartMinute is null ? 2 : 15));
    }

    private RecipientDomain PickDomain()
    {
        var at = Array.BinarySearch(_domainShares, _random.Fraction());
        return _domains[Math.Min(at < 0 ? ~at : at, _domains.Count - 1)];
    }

    private void Schedule(GeneratedDelivery delivery, long at)
    {
        if (at < _end)
        {
            _queue.Enqueue(delivery, (at, _order++));
        }
    }

    private void Happen(GeneratedDelivery delivery, long at)
    {
        if (delivery.IsFinal)
        {
            HappenLater(delivery, at);
        }
        else if (at >= delivery.QueuedAt + (long)_options.QueueLifetime.TotalSeconds)
        {
            GiveUp(delivery, at);
        }
        else
        {
            Attempt(delivery, at);
        }
    }

    private void Attempt(GeneratedDelivery delivery, long at)
    {
        var address = delivery.Job.Pool.Addresses[_random.Below(delivery.Job.Pool.Addresses.Length)];
        var isFirst = ++delivery.Attempts == 1;
        var (type, reply) = _behaviour.Answer(delivery, at);
        if (isFirst)
        {
            (delivery.FirstAttemptAt, delivery.FirstAddress) = (at, address);
            _truth.CountFirstAttempt(delivery, type == EventType.Deferred);
        }
        if (type == EventType.Deferred && !delivery.EverDeferred)
        {
            delivery.EverDeferred = true;
            _truth.CountFirstDeferral(delivery);
        }
        var hosts = delivery.Domain.Hosts;
        (delivery.LastReply, delivery.LastHost) = (reply, reply.IsRemote ? hosts[_random.Below(hosts.Length)] : "");
        Write(delivery, type, reply.Status, at, address);
        if (type == EventType.Deferred)
        {
            var pause = Math.Min(600 << Math.Min(delivery.Attempts - 1, 5), 4 * 3600);
            var expiresAt = delivery.QueuedAt + (long)_options.QueueLifetime.TotalSeconds;
            Schedule(delivery, Math.Min(at + pause + _random.Below(pause / 10), Math.Max(expiresAt, at + 1)));
            return;
        }
        delivery.IsFinal = true;
        _truth.CountFinal(delivery, type, at);
        if (type == EventType.Accepted && delivery.Fate is Fate.BouncesLater or Fate.Complains)
        {
            Schedule(delivery, at + 30 + (long)_random.Exponential(delivery.Fate == Fate.Complains ? 8 * 3600 : 1800));
        }
    }

    private void GiveUp(GeneratedDelivery delivery, long at)
    {
        delivery.IsFinal = true;
        _truth.CountFinal(delivery, EventType.Expired, at);
        Write(delivery, EventType.Expired, ReplyText.ExpiredStatus, at, delivery.FirstAddress);
    }

    private void HappenLater(GeneratedDelivery delivery, long at)
    {
        var type = delivery.Fate == Fate.Complains ? EventType.Complaint : EventType.AsynchronousBounce;
        delivery.LastReply = type == EventType.Complaint ? null : delivery.Domain.Receiver.NoSuchUser;
        _truth.CountLater(delivery, type);
        Write(delivery, type, delivery.LastReply?.Status ?? "", at, "");
    }

    private void Write(GeneratedDelivery delivery, EventType type, string status, long at, string address)
    {
        _take(new GeneratedEvent
        {
            Type = type,
            At = _start.AddSeconds(at),
            QueuedAt = _start.AddSeconds(delivery.QueuedAt),
            Delivery = delivery,
            Status = status,
            Reply = delivery.LastReply is { } reply ? _replies.Write(reply, delivery, delivery.LastHost, address, at) : "",
            HasReply = delivery.LastReply is { IsRemote: true },
            Host = delivery.LastHost,
            Address = address,
        });
        _truth.CountEvent(delivery, type, at, address);
    }
}
