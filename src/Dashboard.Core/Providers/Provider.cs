namespace Dashboard.Core.Providers;

/// <summary>What a provider does for the recipient domain.</summary>
public enum ProviderKind : byte
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>Runs the mailboxes.</summary>
    Mailbox = 1,

    /// <summary>Filters in front of somebody else's mailboxes.</summary>
    Gateway = 2,

    /// <summary>Hosts many small domains' mail.</summary>
    Hosting = 3,
}

/// <summary>A mailbox provider or gateway family: who decides about a delivery.</summary>
/// <param name="Id">Stable word for URLs, rules and storage (<c>google_workspace</c>).</param>
/// <param name="Name">As people call it (<c>Google Workspace</c>).</param>
/// <param name="Kind">What it does.</param>
public sealed record Provider(string Id, string Name, ProviderKind Kind)
{
    /// <summary>A relay or domain that the directory does not know.</summary>
    public static Provider Other { get; } = new("other", "Other", ProviderKind.Unknown);
}
