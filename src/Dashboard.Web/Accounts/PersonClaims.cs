using System.Security.Claims;
using Dashboard.Storage.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Accounts;

/// <summary>Puts into the sign-in what every page needs to know about the person, so that no page asks the database for it.</summary>
public sealed class PersonClaims(
    UserManager<DashboardUser> users, RoleManager<IdentityRole<Guid>> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<DashboardUser, IdentityRole<Guid>>(users, roles, options)
{
    public const string DisplayName = "display_name";
    public const string TimeZone = "zoneinfo";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(DashboardUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName.Length > 0 ? user.DisplayName : user.Email ?? ""));
        if (user.TimeZone is not null)
        {
            identity.AddClaim(new Claim(TimeZone, user.TimeZone));
        }

        return identity;
    }
}
