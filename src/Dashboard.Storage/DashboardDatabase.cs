using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Storage;

/// <summary>How every part of the product reaches the database: one data source, one set of EF options.</summary>
public static class DashboardDatabase
{
    /// <summary>EF options used by the app, the tests and the design-time tool alike.</summary>
    public static DbContextOptionsBuilder UseDashboardDatabase(this DbContextOptionsBuilder options, NpgsqlDataSource dataSource) =>
        options
            .UseNpgsql(dataSource, npgsql => npgsql.MigrationsAssembly("Dashboard.Migrations"))
            .UseSnakeCaseNamingConvention();

    /// <summary>Makes the data source for a connection string.</summary>
    public static NpgsqlDataSource CreateDataSource(string connectionString) => new NpgsqlDataSourceBuilder(connectionString)
    {
        // The pool's name in metrics; without one it would be the connection string.
        Name = "dashboard",
    }.Build();

    /// <summary>Brings the database to this program's schema.</summary>
    /// <exception cref="DatabaseIsNewerException">The database was made by a newer version of the program.</exception>
    public static async Task MigrateAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var contexts = scope.ServiceProvider.GetRequiredService<IDbContextFactory<DashboardDbContext>>();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await MigrateAsync(context, cancellationToken);
    }

    /// <summary>Brings the database of one context to this program's schema.</summary>
    /// <exception cref="DatabaseIsNewerException">The database was made by a newer version of the program.</exception>
    public static async Task MigrateAsync(DashboardDbContext context, CancellationToken cancellationToken)
    {
        // The table EF looks for first; without it EF logs a failed query at every first start.
        await context.Database.ExecuteSqlRawAsync(
            """
            create table if not exists "__EFMigrationsHistory" (
                migration_id character varying(150) not null,
                product_version character varying(32) not null,
                constraint pk___ef_migrations_history primary key (migration_id))
            """,
            cancellationToken);
        var known = context.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = await context.Database.GetAppliedMigrationsAsync(cancellationToken);
        var unknown = applied.Where(m => !known.Contains(m)).ToList();
        if (unknown.Count > 0)
        {
            throw new DatabaseIsNewerException(unknown[^1]);
        }

        // Counts of years may have to be counted up again.
        context.Database.SetCommandTimeout(TimeSpan.FromHours(1));
        await context.Database.MigrateAsync(cancellationToken);
    }
}

/// <summary>The database holds a schema this program does not know: an older program must not write into it.</summary>
public sealed class DatabaseIsNewerException(string migration)
    : Exception($"The database was made by a newer version of Dashboard (it holds “{migration}”). Install that version, or restore the backup made before it.");
