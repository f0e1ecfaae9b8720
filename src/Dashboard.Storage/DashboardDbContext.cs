using Dashboard.Storage.Accounts;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Verification;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage;

/// <summary>
/// Settings-sized tables: people, keys, sources, imports, quarantine. Attempts, deliveries and counts are not entities: they are
/// written by COPY and read by SQL (see Writing and Queries); their tables come from the same migrations.
/// </summary>
public sealed class DashboardDbContext(DbContextOptions<DashboardDbContext> options)
    : IdentityDbContext<DashboardUser, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>Keys of the HTTP API.</summary>
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    /// <summary>The one row of workspace settings.</summary>
    public DbSet<Workspace> Workspaces => Set<Workspace>();

    /// <summary>Configured senders of events.</summary>
    public DbSet<Source> Sources => Set<Source>();

    /// <summary>Runs over files.</summary>
    public DbSet<Import> Imports => Set<Import>();

    /// <summary>Lines that could not be read.</summary>
    public DbSet<QuarantinedLine> QuarantinedLines => Set<QuarantinedLine>();

    /// <summary>Checks of the store.</summary>
    public DbSet<StoreCheck> StoreChecks => Set<StoreCheck>();

    /// <summary>Versions of the operator's own rules.</summary>
    public DbSet<RuleVersion> RuleVersions => Set<RuleVersion>();

    /// <summary>Keys that protect sign-in cookies; kept in the database so that a sign-in survives a restart.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<DashboardUser>().ToTable("users");
        builder.Entity<IdentityRole<Guid>>().ToTable("roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("user_roles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claims");
        builder.ApplyConfigurationsFromAssembly(typeof(DashboardDbContext).Assembly);
    }
}
