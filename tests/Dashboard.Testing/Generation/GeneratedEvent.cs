using Dashboard.Core.Delivery;

namespace Dashboard.Testing.Generation;

/// <summary>Something that happened to a delivery of the generated sender: what every export of it tells in its own way.</summary>
public sealed record GeneratedEvent
{
    public required EventType Type { get; init; }

    /// <summary>UTC, whole seconds.</summary>
    public required DateTime At { get; init; }

    /// <summary>UTC, whole seconds.</summary>
    public required DateTime QueuedAt { get; init; }

    public required GeneratedDelivery Delivery { get; init; }

    /// <summary>Enhanced code with PowerMTA's words for it; empty for complaints.</summary>
    public required string Status { get; init; }

    /// <summary>The reply, or our own side's text where nobody answered; empty for complaints.</summary>
    public required string Reply { get; init; }

    /// <summary>False when no server answered.</summary>
    public required bool HasReply { get; init; }

    /// <summary>The receiver's host; empty when none was reached.</summary>
    public required string Host { get; init; }

    /// <summary>Our address; empty for what came by mail.</summary>
    public required string Address { get; init; }

    /// <summary>5.1.1 and the like; empty for complaints.</summary>
    public string EnhancedCode => Status.Length == 0 ? "" : Status[..Status.IndexOf(' ', StringComparison.Ordinal)];

    /// <summary>The reply's three digits; empty for complaints.</summary>
    public string Code => Reply.Length < 3 ? "" : Reply[..3];

    public string RecipientDomain => Delivery.Domain.Name;
}
