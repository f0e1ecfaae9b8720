using System.Security.Claims;
using Dashboard.Storage.Accounts;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Web.Accounts;

/// <summary>
/// What the settings pages may do, each call allowed by the roles as stored now: a circuit can send any event to the server, also of
/// a button it no longer shows, and its own idea of the roles may be a minute old.
/// </summary>
public sealed class PeopleAdministration(
    AuthenticationStateProvider authentication, People people, ApiKeys keys, WorkspaceSettings workspace)
{
    public async Task<IReadOnlyList<Person>> ListPeopleAsync(CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        return await people.ListAsync(cancellationToken);
    }

    public async Task<bool> TryAddAsync(DashboardUser user, string role, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        return await people.TryAddAsync(user, role, cancellationToken);
    }

    public async Task<bool> TryChangeRoleAsync(Guid userId, string role, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        return await people.TryChangeRoleAsync(userId, role, cancellationToken);
    }

    public async Task<bool> TrySetDisabledAsync(Guid userId, bool disabled, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        return await people.TrySetDisabledAsync(userId, disabled, cancellationToken);
    }

    public async Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        return await keys.ListAsync(cancellationToken);
    }

    public async Task<string> CreateKeyAsync(string name, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        return await keys.CreateAsync(name, scopes, cancellationToken);
    }

    public async Task RevokeKeyAsync(int id, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        await keys.RevokeAsync(id, cancellationToken);
    }

    public async Task KeepAsync(int attemptDays, int countMonths, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        await workspace.KeepAsync(attemptDays, countMonths, cancellationToken);
    }

    public async Task RenameWorkspaceAsync(string name, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        await workspace.RenameAsync(name, cancellationToken);
    }

    private async Task RequireAsync(CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (!Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            || !await people.HasRoleAsync(id, [Roles.Administrator], cancellationToken))
        {
            throw new UnauthorizedAccessException("Only an administrator may do this.");
        }
    }
}
