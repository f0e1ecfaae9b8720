using Dashboard.Storage.Accounts;
using Dashboard.Web.Hosting;

namespace Dashboard.Web.Accounts;

/// <summary>Makes at start what the first sign-in needs: the roles, and the administrator and key the environment names.</summary>
public static class FirstAccess
{
    /// <returns>How to sign in, a sentence for the console.</returns>
    public static async Task<string> EnsureAsync(IServiceProvider services, AdminOptions admin, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var first = scope.ServiceProvider.GetRequiredService<FirstAdministrator>();
        await first.EnsureRolesAsync(cancellationToken);
        if (!string.IsNullOrEmpty(admin.ApiKey))
        {
            await scope.ServiceProvider.GetRequiredService<ApiKeys>().EnsureAsync(
                admin.ApiKey, "From Dashboard__Admin__ApiKey", ApiScopes.All, cancellationToken);
        }

        if (!string.IsNullOrEmpty(admin.Email) && !string.IsNullOrEmpty(admin.Password))
        {
            var user = scope.ServiceProvider.GetRequiredService<AccountForms>().Prepare(admin.Email, "", admin.Password);
            if (await first.TryCreateAsync(user, workspace: null, cancellationToken))
            {
                return "with the address in Dashboard__Admin__Email and the password in Dashboard__Admin__Password";
            }
        }

        return await first.IsMissingAsync(cancellationToken)
            ? "the first visit creates the administrator"
            : "with your e-mail address and password";
    }
}
