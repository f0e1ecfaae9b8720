using System.Globalization;
using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

public enum Dimension
{
    /// <summary>UTC, written <c>2026-06-01T00</c>.</summary>
    Hour,
    Domain,
    Provider,
    Campaign,
    Stream,
    Ip,
    Pool,
    List,
}

/// <summary>
/// Exactly what a generated log says, counted while it was written. Bounce mails and complaints name no address of ours, so they are
/// not counted under <see cref="Dimension.Ip"/> and <see cref="Dimension.Pool"/>.
/// </summary>
public sealed class GroundTruth(DateTime start, IReadOnlyList<Incident> incidents)
{
    private readonly Dictionary<string, TruthCell>[] _cells =
        [.. Enum.GetValues<Dimension>().Select(_ => new Dictionary<string, TruthCell>(StringComparer.Ordinal))];

    private readonly Dictionary<string, LatencySamples> _total = [];
    private readonly Dictionary<string, LatencySamples> _receiver = [];
    private long _hour = -1;
    private string _hourKey = "";

    public TruthCell Total { get; } = new();

    public IReadOnlyList<Incident> Incidents { get; } = incidents;

    /// <summary>Data lines written, the header not counted.</summary>
    public long Lines => Enum.GetValues<EventType>().Sum(Total.Events);

    /// <summary>Queueing to acceptance, seconds, by provider.</summary>
    public IReadOnlyDictionary<string, LatencySamples> TimeToAcceptance => _total;

    /// <summary>First attempt to acceptance, seconds, by provider.</summary>
    public IReadOnlyDictionary<string, LatencySamples> ReceiverTime => _receiver;

    public IReadOnlyDictionary<string, TruthCell> By(Dimension dimension) => _cells[(int)dimension];

    /// <param name="at">Seconds since the start.</param>
    /// <param name="address">Our address; empty when the line names none.</param>
    internal void CountEvent(GeneratedDelivery delivery, EventType type, long at, string address) =>
        ForEach(delivery, at, address, cell => cell.CountEvent(type));

    internal void CountFirstAttempt(GeneratedDelivery delivery, bool isDeferred) => ForEachOf(delivery, cell =>
    {
        cell.Attempted++;
        cell.FirstDeferred += isDeferred ? 1 : 0;
    });

    internal void CountFirstDeferral(GeneratedDelivery delivery) => ForEachOf(delivery, cell => cell.EverDeferred++);

    internal void CountFinal(GeneratedDelivery delivery, EventType type, long at)
    {
        ForEachOf(delivery, cell =>
        {
            cell.DeliveriesAccepted += type == EventType.Accepted ? 1 : 0;
            cell.DeliveriesRejected += type == EventType.Rejected ? 1 : 0;
            cell.DeliveriesExpired += type == EventType.Expired ? 1 : 0;
            cell.RetrySucceeded += type == EventType.Accepted && delivery.EverDeferred ? 1 : 0;
        });
        if (type == EventType.Accepted)
        {
            Sample(_total, delivery.Domain.Receiver.Name).Add(at - delivery.QueuedAt);
            Sample(_receiver, delivery.Domain.Receiver.Name).Add(at - delivery.FirstAttemptAt);
        }
    }

    internal void CountLater(GeneratedDelivery delivery, EventType type) => ForEachOf(delivery, cell =>
    {
        cell.AcceptedThenBounced += type == EventType.AsynchronousBounce ? 1 : 0;
        cell.Complained += type == EventType.Complaint ? 1 : 0;
    });

    private void ForEachOf(GeneratedDelivery delivery, Action<TruthCell> count) =>
        ForEach(delivery, delivery.FirstAttemptAt, delivery.FirstAddress, count);

    private void ForEach(GeneratedDelivery delivery, long at, string address, Action<TruthCell> count)
    {
        count(Total);
        count(Cell(Dimension.Hour, HourOf(at)));
        count(Cell(Dimension.Domain, delivery.Domain.Name));
        count(Cell(Dimension.Provider, delivery.Domain.Receiver.Name));
        count(Cell(Dimension.Campaign, delivery.Job.Name));
        count(Cell(Dimension.Stream, delivery.Job.Stream));
        count(Cell(Dimension.List, delivery.List));
        if (address.Length > 0)
        {
            count(Cell(Dimension.Ip, address));
            count(Cell(Dimension.Pool, delivery.Job.Pool.Name));
        }
    }

    private TruthCell Cell(Dimension dimension, string key)
    {
        var cells = _cells[(int)dimension];
        if (!cells.TryGetValue(key, out var cell))
        {
            cells.Add(key, cell = new TruthCell());
        }
        return cell;
    }

    private string HourOf(long at)
    {
        if (at / 3600 != _hour)
        {
            (_hour, _hourKey) = (at / 3600, start.AddSeconds(at).ToString("yyyy-MM-ddTHH", CultureInfo.InvariantCulture));
        }
        return _hourKey;
    }

    private static LatencySamples Sample(Dictionary<string, LatencySamples> samples, string provider)
    {
        if (!samples.TryGetValue(provider, out var sample))
        {
            samples.Add(provider, sample = new LatencySamples());
        }
        return sample;
    }
}
