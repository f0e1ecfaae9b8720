using Dashboard.Storage.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Accounts;

/// <summary>Prepares new accounts: normalized names, hashed password, every complaint about the input at once.</summary>
public sealed class AccountForms(UserManager<DashboardUser> users, TimeProvider time)
{
    /// <summary>A user that is not stored yet.</summary>
    public DashboardUser Prepare(string email, string displayName, string password, string? timeZone = null)
    {
        var user = new DashboardUser
        {
            Id = Guid.CreateVersion7(),
            UserName = email,
            NormalizedUserName = users.NormalizeName(email),
            Email = email,
            NormalizedEmail = users.NormalizeEmail(email),
            EmailConfirmed = true,
            DisplayName = displayName,
            TimeZone = timeZone,
            LockoutEnabled = true,
            SecurityStamp = Guid.NewGuid().ToString("N"),
            CreatedAt = time.GetUtcNow(),
        };
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        return user;
    }

    /// <summary>What is wrong with a password; empty when nothing is.</summary>
    public async Task<IReadOnlyList<string>> ComplaintsAsync(string password)
    {
        var complaints = new List<string>();
        foreach (var validator in users.PasswordValidators)
        {
            var result = await validator.ValidateAsync(users, new DashboardUser(), password);
            complaints.AddRange(result.Errors.Select(e => e.Description));
        }

        return complaints;
    }
}
