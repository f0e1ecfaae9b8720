using Microsoft.AspNetCore.Identity;

namespace Dashboard.Storage.Accounts;

/// <summary>A person who signs in. The e-mail address is the user name.</summary>
public sealed class DashboardUser : IdentityUser<Guid>
{
    /// <summary>Name shown on pages and in the audit trail.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>IANA time zone in which this person reads times; null means the workspace's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>When the account was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
