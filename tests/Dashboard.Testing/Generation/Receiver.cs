namespace Dashboard.Testing.Generation;

/// <summary>
/// A mailbox provider as a sender sees it: hosts, habits and its words. The wordings are our own, in the shapes that the providers'
/// postmaster pages describe.
/// </summary>
public sealed record Receiver
{
    public required string Name { get; init; }

    /// <summary>Host names; <c>{domain}</c> stands for the recipient's, dots as hyphens.</summary>
    public required string[] Hosts { get; init; }

    public required ReplyText Accepts { get; init; }

    public required ReplyText NoSuchUser { get; init; }

    public required ReplyText Throttles { get; init; }

    public ReplyText Inactive { get; init; } = new("5.2.1 (mailbox disabled, not accepting messages)", "550 5.2.1 <{rcpt}>: this mailbox is disabled");

    public ReplyText Full { get; init; } = new("4.2.2 (mailbox full)", "452 4.2.2 <{rcpt}>: the mailbox is over its quota");

    public ReplyText Refuses { get; init; } =
        new("5.7.1 (delivery not authorized)", "554 5.7.1 the message was refused as spam, session {h12} of {host}");

    /// <summary>Share of attempts told to come back.</summary>
    public double ThrottleShare { get; init; } = 0.01;

    /// <summary>Share of deliveries greylisted at first contact.</summary>
    public double GreylistShare { get; init; }

    /// <summary>Sends complaints about accepted messages.</summary>
    public bool HasFeedbackLoop { get; init; }
}
