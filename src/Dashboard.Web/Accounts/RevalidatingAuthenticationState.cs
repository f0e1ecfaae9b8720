using Dashboard.Storage.Accounts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Accounts;

/// <summary>An open page lives for hours: this ends its session within a minute after the person was disabled or changed.</summary>
public sealed class RevalidatingAuthenticationState(ILoggerFactory loggers, IServiceScopeFactory scopes)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(
        AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<DashboardUser>>();
        var user = await signIn.ValidateSecurityStampAsync(authenticationState.User);
        return user is not null && user.LockoutEnd != People.Disabled;
    }
}
