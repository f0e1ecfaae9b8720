using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Accounts;

/// <summary>Makes the roles and the first administrator. However many ask at the same time, one administrator is made.</summary>
public sealed class FirstAdministrator(IDbContextFactory<DashboardDbContext> contexts)
{
    /// <summary>True while nobody can sign in: the set-up page is open.</summary>
    public async Task<bool> IsMissingAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return !await context.Users.AnyAsync(cancellationToken);
    }

    /// <summary>Makes the roles that are missing.</summary>
    public async Task EnsureRolesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await PeopleLock.TakeAsync(context, cancellationToken);
        var known = await context.Roles.Select(r => r.Name!).ToListAsync(cancellationToken);
        context.Roles.AddRange(Roles.All.Except(known).Select(name => new IdentityRole<Guid>
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            NormalizedName = name.ToUpperInvariant(),
        }));
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Makes the first administrator and, when given, the workspace's name and time zone, in one step.</summary>
    /// <param name="user">The person, with normalized names and password hash already filled in.</param>
    /// <param name="workspace">The settings to store; null leaves them as they are.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False when somebody else was first: nothing was changed.</returns>
    public async Task<bool> TryCreateAsync(DashboardUser user, Workspace? workspace, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await PeopleLock.TakeAsync(context, cancellationToken);
        if (await context.Users.AnyAsync(cancellationToken))
        {
            return false;
        }

        var role = await context.Roles.SingleAsync(r => r.Name == Roles.Administrator, cancellationToken);
        context.Users.Add(user);
        context.UserRoles.Add(new IdentityUserRole<Guid> { UserId = user.Id, RoleId = role.Id });
        if (workspace is not null)
        {
            context.Workspaces.Update(workspace);
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
