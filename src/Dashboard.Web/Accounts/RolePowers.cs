using Dashboard.Storage.Accounts;

namespace Dashboard.Web.Accounts;

/// <summary>Something people may do.</summary>
/// <param name="What">Begins with a verb.</param>
/// <param name="LeastRole">The role that may; every more powerful one may too.</param>
/// <param name="Address">Where it is done; null when it is no page of its own.</param>
public sealed record RolePower(string What, string LeastRole, string? Address = null)
{
    /// <summary>Whether a role may.</summary>
    public bool IsOf(string role) => Roles.All.Take(IndexOf(LeastRole) + 1).Contains(role);

    private static int IndexOf(string role) => Roles.All.TakeWhile(r => r != role).Count();
}

/// <summary>What the roles may do, for a table that people read. The pages and calls ask the policies, not this list.</summary>
public static class RolePowers
{
    public static IReadOnlyList<RolePower> All { get; } =
    [
        new("Read every report and follow it to single deliveries", Roles.Viewer, DashboardUrls.Overview),
        new("Look deliveries up by recipient or message", Roles.Viewer, DashboardUrls.Deliveries),
        new("See imports, sources and what was put in quarantine", Roles.Viewer, DashboardUrls.Imports),
        new("Call the reports of the API from the browser", Roles.Viewer, DashboardUrls.Api),
        new("Change one’s own name, time zone and password", Roles.Viewer, DashboardUrls.Account),
        new("Upload logs", Roles.Analyst, DashboardUrls.Imports),
        new("Say how a source’s columns are read, and read quarantined lines again", Roles.Analyst, DashboardUrls.Sources),
        new("Add users, change their roles, switch them off", Roles.Administrator, DashboardUrls.Users),
        new("Make and revoke API keys", Roles.Administrator, DashboardUrls.Keys),
        new("See and repeat background jobs", Roles.Administrator, DashboardUrls.Jobs),
        new("See version, database and disk", Roles.Administrator, DashboardUrls.About),
    ];
}
