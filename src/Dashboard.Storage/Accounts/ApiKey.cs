namespace Dashboard.Storage.Accounts;

/// <summary>A key for the HTTP API. Only its hash is kept: the key itself is shown once, when it is made.</summary>
public sealed class ApiKey
{
    /// <summary>Row id.</summary>
    public int Id { get; set; }

    /// <summary>What it is for, in its owner's words; at most 100 characters.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of the key's UTF-8 bytes.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>First characters of the key, so that a person can tell keys apart.</summary>
    public required string Prefix { get; set; }

    /// <summary>What it may do: <c>ingest</c>, <c>read</c>, <c>manage</c>.</summary>
    public required string[] Scopes { get; set; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it was last used, UTC, to the minute; null when never.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it was revoked, UTC; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
