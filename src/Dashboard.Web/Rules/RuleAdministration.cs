using System.Security.Claims;
using Dashboard.Core.Classification.Own;
using Dashboard.Storage.Accounts;
using Dashboard.Storage.Rules;
using Dashboard.Web.Accounts;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Components.Authorization;

namespace Dashboard.Web.Rules;

/// <summary>
/// What the pages of rules may change, each call allowed by the roles as stored now: a circuit can send any event to the server, also of
/// a button it no longer shows.
/// </summary>
public sealed class RuleAdministration(
    AuthenticationStateProvider authentication, People people, RuleVersions versions, RulePreviewQuery previews, RecentMail recent)
{
    /// <summary>Previews rules and providers over the last ninety days that can hold mail.</summary>
    public async Task<RulePreview> PreviewAsync(OwnFile file, CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        var (from, to) = await recent.ReadAsync(cancellationToken);
        // Classifies for seconds, without a pause: not where the page hears that its reader leaves.
        return await Task.Run(() => previews.ReadAsync(file, from, to, cancellationToken), cancellationToken);
    }

    /// <summary>Saves rules and providers as the newest version.</summary>
    /// <param name="based">Number of the version that the person has seen.</param>
    /// <param name="file">All own rules and providers.</param>
    /// <param name="note">What was done and why.</param>
    /// <param name="restoredFrom">The version that is brought back; null when it is none.</param>
    /// <param name="cancellationToken">Cancels before it is saved.</param>
    public async Task<RuleSaving> SaveAsync(int based, OwnFile file, string note, int? restoredFrom, CancellationToken cancellationToken)
    {
        var user = await RequireAsync(cancellationToken);
        var (name, email) = (user.FindFirstValue(PersonClaims.DisplayName) ?? "", user.FindFirstValue(ClaimTypes.Email) ?? "");
        return restoredFrom is { } number
            ? await versions.RestoreAsync(number, based, Author(name, email), note, cancellationToken)
            : await versions.SaveAsync(new RuleChange(based, file, Author(name, email), note), cancellationToken);
    }

    private static string Author(string name, string email) => name.Length == 0 || name == email ? email : $"{name} ({email})";

    private async Task<ClaimsPrincipal> RequireAsync(CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        return Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            && await people.HasRoleAsync(id, [Roles.Administrator, Roles.Analyst], cancellationToken)
            ? user
            : throw new UnauthorizedAccessException("Only an analyst or an administrator may do this.");
    }
}
