using Microsoft.AspNetCore.Authorization;

namespace Dashboard.Web.Accounts;

/// <summary>What a call to the API needs: a key with this scope, or a signed-in person with one of these roles.</summary>
public sealed class ApiAccess(string scope, IReadOnlyCollection<string> roles) : AuthorizationHandler<ApiAccess>, IAuthorizationRequirement
{
    public string Scope { get; } = scope;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ApiAccess requirement)
    {
        if (context.User.HasClaim(ApiAuthentication.ScopeClaim, Scope) || roles.Any(context.User.IsInRole))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
