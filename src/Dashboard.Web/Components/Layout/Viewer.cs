using System.Security.Claims;
using Dashboard.Storage.Accounts;
using Dashboard.Web.Accounts;

namespace Dashboard.Web.Components.Layout;

/// <summary>Who looks at the page, and in which time zone. Cascaded to every page by the main layout.</summary>
/// <param name="Id">The user's id.</param>
/// <param name="Name">Name shown on pages.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Role">One of <see cref="Roles.All"/>.</param>
/// <param name="Zone">The zone this person reads times in: their own, else the workspace's.</param>
/// <param name="Workspace">Settings of the installation. Hours and days of reports are those of its zone.</param>
public sealed record Viewer(Guid Id, string Name, string Email, string Role, TimeZoneInfo Zone, Workspace Workspace)
{
    public bool IsAdministrator => Role == Roles.Administrator;

    public bool IsAnalyst => Role is Roles.Administrator or Roles.Analyst;

    public static Viewer From(ClaimsPrincipal user, Workspace workspace) => new(
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : Guid.Empty,
        user.FindFirstValue(PersonClaims.DisplayName) ?? user.Identity?.Name ?? "",
        user.FindFirstValue(ClaimTypes.Email) ?? "",
        Roles.All.FirstOrDefault(user.IsInRole) ?? "",
        Find(user.FindFirstValue(PersonClaims.TimeZone)) ?? Find(workspace.TimeZone) ?? TimeZoneInfo.Utc,
        workspace);

    private static TimeZoneInfo? Find(string? zone) =>
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : null;
}
