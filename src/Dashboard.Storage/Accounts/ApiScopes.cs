namespace Dashboard.Storage.Accounts;

/// <summary>What a key of the HTTP API may do.</summary>
public static class ApiScopes
{
    /// <summary>Send logs and events in.</summary>
    public const string Ingest = "ingest";

    /// <summary>Read every report.</summary>
    public const string Read = "read";

    /// <summary>Change suppressions, rules and settings, undo imports.</summary>
    public const string Manage = "manage";

    /// <summary>All scopes.</summary>
    public static IReadOnlyList<string> All { get; } = [Ingest, Read, Manage];
}
