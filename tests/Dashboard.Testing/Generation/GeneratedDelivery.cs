namespace Dashboard.Testing.Generation;

/// <summary>What is the matter with a recipient, decided when the message is made.</summary>
public enum Fate : byte
{
    Fine,
    NoSuchUser,
    Inactive,
    NoSuchDomain,
    Full,
    RefusedAsSpam,

    /// <summary>Accepted at first; the bounce mail comes later.</summary>
    BouncesLater,
    Complains,
}

/// <summary>One delivery while it is in the queue (or while something about it is still to come).</summary>
public sealed class GeneratedDelivery
{
    public required int Number { get; init; }

    public required MailJob Job { get; init; }

    public required RecipientDomain Domain { get; init; }

    public required string List { get; init; }

    public required string Recipient { get; init; }

    public required string MessageId { get; init; }

    public required string Sender { get; init; }

    /// <summary>Seconds since the period began.</summary>
    public required long QueuedAt { get; init; }

    public required Fate Fate { get; init; }

    public required bool IsGreylisted { get; init; }

    /// <summary>For a full mailbox: when there is room again (seconds).</summary>
    public required long RoomAt { get; init; }

    public required int Size { get; init; }

    public int Attempts { get; set; }

    public long FirstAttemptAt { get; set; }

    public string FirstAddress { get; set; } = "";

    public bool EverDeferred { get; set; }

    public bool IsFinal { get; set; }

    public ReplyText? LastReply { get; set; }

    public string LastHost { get; set; } = "";
}
