using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Dashboard.Core.Delivery;

namespace Dashboard.Core.Classification;

/// <summary>
/// Outcome and reason in one word, what reports group by: <c>accepted</c>, <c>deferred-rate-limit</c>, <c>rejected-invalid-user</c>.
/// The outcome is the log's fact, the reason the rule's opinion; only the combinations listed here exist.
/// </summary>
public sealed record Category
{
    private const string DeferredPrefix = "deferred-";
    private const string RejectedPrefix = "rejected-";

    private static readonly Reason[] DeferredReasons =
    [
        Reason.RateLimit, Reason.Greylisting, Reason.MailboxFull, Reason.ServerUnavailable, Reason.Dns, Reason.Reputation, Reason.Auth,
        Reason.Policy, Reason.Content, Reason.Unclassified,
    ];

    private static readonly Reason[] RejectedReasons =
    [
        Reason.InvalidUser, Reason.InactiveUser, Reason.InvalidDomain, Reason.MailboxFull, Reason.RateLimit, Reason.Policy, Reason.Reputation,
        Reason.Auth, Reason.Content, Reason.MessageTooLarge, Reason.RelayDenied, Reason.SenderRejected, Reason.ServerUnavailable,
        Reason.ProtocolError, Reason.Expired, Reason.Unclassified,
    ];

    private static readonly Category[] Deferred = new Category[Enum.GetValues<Reason>().Length];
    private static readonly Category[] Rejected = new Category[Enum.GetValues<Reason>().Length];
    private static readonly FrozenDictionary<string, Category> ByName;

    static Category()
    {
        var deferred = DeferredReasons.ToDictionary(reason => reason, reason => new Category(DeferredPrefix + WireNames.Of(reason), reason));
        var rejected = RejectedReasons.ToDictionary(reason => reason, reason => new Category(RejectedPrefix + WireNames.Of(reason), reason));
        foreach (var reason in Enum.GetValues<Reason>())
        {
            Deferred[(int)reason] = deferred[WhenDeferred(reason)];
            Rejected[(int)reason] = rejected[WhenRejected(reason)];
        }

        All = [Accepted, .. deferred.Values, .. rejected.Values];
        ByName = All.ToFrozenDictionary(category => category.Name, StringComparer.Ordinal);
    }

    private Category(string name, Reason reason)
    {
        Name = name;
        Reason = reason;
    }

    /// <summary>Taken by the receiving server.</summary>
    public static Category Accepted { get; } = new("accepted", Reason.None);

    /// <summary>Every category, in the order pages list them.</summary>
    public static IReadOnlyList<Category> All { get; }

    /// <summary>The wire name.</summary>
    public string Name { get; }

    /// <summary>The reason in it; <see cref="Reason.None"/> for accepted.</summary>
    public Reason Reason { get; }

    /// <summary>
    /// The category of an event. A reason that its outcome has no category for goes to the nearest one: a temporary "user unknown"
    /// is <c>deferred-unclassified</c>, because a look-up that fails today says nothing about the address.
    /// </summary>
    /// <exception cref="ArgumentException">A complaint has no category.</exception>
    public static Category For(EventType type, Reason reason) => type switch
    {
        EventType.Accepted => Accepted,
        EventType.Deferred or EventType.Throttled => Deferred[(int)reason],
        EventType.Rejected or EventType.AsynchronousBounce => Rejected[(int)reason],
        EventType.Expired => Rejected[(int)Reason.Expired],
        EventType.Complaint => throw new ArgumentException("A complaint is no reply and has no category.", nameof(type)),
        _ => throw new UnreachableException(),
    };

    /// <summary>Reads a wire name.</summary>
    public static bool TryParse(string? name, [NotNullWhen(true)] out Category? category)
    {
        category = null;
        return name is not null && ByName.TryGetValue(name, out category);
    }

    /// <summary>The wire name.</summary>
    public override string ToString() => Name;

    private static Reason WhenDeferred(Reason reason) => reason switch
    {
        Reason.InvalidUser or Reason.InactiveUser or Reason.ProtocolError or Reason.Expired or Reason.None => Reason.Unclassified,
        Reason.InvalidDomain => Reason.Dns,
        Reason.MessageTooLarge or Reason.RelayDenied or Reason.SenderRejected => Reason.Policy,
        Reason.Unclassified or Reason.MailboxFull or Reason.RateLimit or Reason.Greylisting or Reason.ServerUnavailable or Reason.Dns
            or Reason.Reputation or Reason.Auth or Reason.Policy or Reason.Content => reason,
        _ => throw new UnreachableException(),
    };

    private static Reason WhenRejected(Reason reason) => reason switch
    {
        Reason.None => Reason.Unclassified,
        Reason.Greylisting => Reason.Policy,
        Reason.Dns => Reason.ServerUnavailable,
        Reason.Unclassified or Reason.InvalidUser or Reason.InactiveUser or Reason.InvalidDomain or Reason.MailboxFull or Reason.RateLimit
            or Reason.ServerUnavailable or Reason.Reputation or Reason.Auth or Reason.Policy or Reason.Content or Reason.MessageTooLarge
            or Reason.RelayDenied or Reason.SenderRejected or Reason.ProtocolError or Reason.Expired => reason,
        _ => throw new UnreachableException(),
    };
}
