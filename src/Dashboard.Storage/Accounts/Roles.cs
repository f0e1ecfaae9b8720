namespace Dashboard.Storage.Accounts;

/// <summary>What a person may do. Each role may do all that the roles after it may.</summary>
public static class Roles
{
    /// <summary>Users, keys, settings, background jobs.</summary>
    public const string Administrator = "Administrator";

    /// <summary>Imports, rules, incidents.</summary>
    public const string Analyst = "Analyst";

    /// <summary>Reads every report.</summary>
    public const string Viewer = "Viewer";

    /// <summary>All roles, most powerful first.</summary>
    public static IReadOnlyList<string> All { get; } = [Administrator, Analyst, Viewer];
}
