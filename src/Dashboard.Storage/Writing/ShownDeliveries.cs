using Dashboard.Core.Delivery;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Which deliveries an import has shown, in fixed memory. While no other import of its source has brought events, a delivery it has not
/// shown is not in the store, and need not be looked up there.
/// </summary>
internal sealed class ShownDeliveries
{
    private const int MostCandidates = 200_000;

    private readonly KeyFilter _accepted = new(8 << 20);
    private readonly KeyFilter _kept = new(4 << 20);
    private readonly HashSet<long> _acceptedAgain = [];

    /// <summary>Deliveries that were perhaps accepted more than once; null: too many of them to say.</summary>
    public IReadOnlyCollection<long>? AcceptedAgain => _acceptedAgain.Count > MostCandidates ? null : _acceptedAgain;

    /// <summary>False when the delivery has certainly not been accepted yet.</summary>
    public bool MayBeAccepted(long deliveryKey) => _accepted.MayHold(deliveryKey);

    /// <summary>False when there is certainly no row of the delivery: it has shown nothing, or one acceptance.</summary>
    public bool MayBeKept(long deliveryKey) => _kept.MayHold(deliveryKey);

    /// <summary>Takes note of an event that is stored.</summary>
    public void Add(long deliveryKey, EventType type)
    {
        if (type != EventType.Accepted)
        {
            _kept.Add(deliveryKey);
            return;
        }

        if (_accepted.MayHold(deliveryKey))
        {
            _kept.Add(deliveryKey);
            if (_acceptedAgain.Count <= MostCandidates)
            {
                _acceptedAgain.Add(deliveryKey);
            }
        }

        _accepted.Add(deliveryKey);
    }
}
