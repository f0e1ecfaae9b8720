using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Accounts;

/// <summary>
/// Who may sign in and do what. Every change renews the person's security stamp, which ends their open sessions; the last working
/// administrator cannot be taken away.
/// </summary>
public sealed class People(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>A lock-out that ends on this day was set by an administrator, not by wrong passwords.</summary>
    public static DateTimeOffset Disabled { get; } = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Everybody, by e-mail address.</summary>
    public async Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Users
            .OrderBy(u => u.NormalizedEmail)
            .Select(u => new Person(
                u.Id,
                u.Email!,
                u.DisplayName,
                context.UserRoles.Where(r => r.UserId == u.Id)
                    .Join(context.Roles, r => r.RoleId, r => r.Id, (_, r) => r.Name).First() ?? "",
                u.LockoutEnd == Disabled,
                u.CreatedAt))
            .ToListAsync(cancellationToken);
    }

    /// <summary>True while this person exists, is not disabled and has one of the roles, as stored now.</summary>
    public async Task<bool> HasRoleAsync(Guid userId, IReadOnlyCollection<string> roles, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await InRoles(context, roles).AnyAsync(u => u.Id == userId, cancellationToken);
    }

    /// <summary>Adds a person.</summary>
    /// <param name="user">The person, with normalized names and password hash already filled in.</param>
    /// <param name="role">One of <see cref="Roles.All"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False when the e-mail address is taken.</returns>
    public async Task<bool> TryAddAsync(DashboardUser user, string role, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await PeopleLock.TakeAsync(context, cancellationToken);
        if (await context.Users.AnyAsync(u => u.NormalizedUserName == user.NormalizedUserName, cancellationToken))
        {
            return false;
        }

        context.Users.Add(user);
        await PutInRoleAsync(context, user.Id, role, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Gives a person another role.</summary>
    /// <returns>False when that would leave no administrator: nothing was changed.</returns>
    public Task<bool> TryChangeRoleAsync(Guid userId, string role, CancellationToken cancellationToken) =>
        TryChangeAsync(userId, (context, _) => PutInRoleAsync(context, userId, role, cancellationToken), cancellationToken);

    /// <summary>Shuts a person out, or lets them in again.</summary>
    /// <returns>False when that would leave no administrator: nothing was changed.</returns>
    public Task<bool> TrySetDisabledAsync(Guid userId, bool disabled, CancellationToken cancellationToken) =>
        TryChangeAsync(
            userId,
            (_, user) =>
            {
                user.LockoutEnd = disabled ? Disabled : null;
                user.AccessFailedCount = 0;
                return Task.CompletedTask;
            },
            cancellationToken);

    private async Task<bool> TryChangeAsync(
        Guid userId, Func<DashboardDbContext, DashboardUser, Task> change, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await PeopleLock.TakeAsync(context, cancellationToken);
        var user = await context.Users.SingleAsync(u => u.Id == userId, cancellationToken);
        await change(context, user);
        user.SecurityStamp = Guid.NewGuid().ToString("N");
        user.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        await context.SaveChangesAsync(cancellationToken);
        if (!await InRoles(context, [Roles.Administrator]).AnyAsync(cancellationToken))
        {
            return false;
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task PutInRoleAsync(DashboardDbContext context, Guid userId, string role, CancellationToken cancellationToken)
    {
        var roleId = await context.Roles.Where(r => r.Name == role).Select(r => r.Id).SingleAsync(cancellationToken);
        context.UserRoles.RemoveRange(context.UserRoles.Where(r => r.UserId == userId && r.RoleId != roleId));
        if (!await context.UserRoles.AnyAsync(r => r.UserId == userId && r.RoleId == roleId, cancellationToken))
        {
            context.UserRoles.Add(new IdentityUserRole<Guid> { UserId = userId, RoleId = roleId });
        }
    }

    private static IQueryable<DashboardUser> InRoles(DashboardDbContext context, IReadOnlyCollection<string> roles) =>
        from user in context.Users
        where user.LockoutEnd == null || user.LockoutEnd != Disabled
        where context.UserRoles.Any(u => u.UserId == user.Id && context.Roles.Any(r => r.Id == u.RoleId && roles.Contains(r.Name!)))
        select user;
}
