namespace Dashboard.Core.Evidence;

/// <summary>What a fact of a reply is about. Written in kebab case in API and files (<c>spf-domain</c>).</summary>
public enum FactKind : byte
{
    /// <summary>A blocklist that the receiver asked.</summary>
    Blocklist = 0,

    /// <summary>A code of the provider's own (<c>TSS04</c>, <c>S3140</c>).</summary>
    ProviderCode = 1,

    /// <summary>A limit of messages, recipients, connections or size.</summary>
    Limit = 2,

    /// <summary>When to come back.</summary>
    RetryAfter = 3,

    /// <summary>An IP address, version 4 or 6.</summary>
    Ip = 4,

    /// <summary>The domain that SPF was checked for.</summary>
    SpfDomain = 5,

    /// <summary>The domain of a DKIM signature.</summary>
    DkimDomain = 6,

    /// <summary>The From domain, or the domain a DMARC policy belongs to.</summary>
    FromDomain = 7,

    /// <summary>The domain behind a link in the message.</summary>
    LinkDomain = 8,

    /// <summary>A web address in the reply. Text only: who wrote the reply chose it.</summary>
    Url = 9,
}

/// <summary>One fact that a raw reply states.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Value">As the reply writes it, at most <see cref="MostLetters"/> characters; text from outside.</param>
public sealed record ReplyFact(FactKind Kind, string Value)
{
    /// <summary>Longest value.</summary>
    public const int MostLetters = 255;

    /// <summary>What it is called in our tables (<c>Spamhaus ZEN</c>, <c>messages in a time</c>); null when there is no name.</summary>
    public string? Name { get; init; }

    /// <summary>What it means, or how to get off the list, in a sentence; null when nothing is known about it.</summary>
    public string? Meaning { get; init; }

    /// <summary>Where to look it up or ask, from our own tables; empty when there is no such place.</summary>
    public IReadOnlyList<HelpLink> Links { get; init; } = [];
}
