using Dashboard.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Dashboard.Testing;

/// <summary>Makes EF contexts as the app does, without its container.</summary>
public sealed class TestContexts(NpgsqlDataSource dataSource) : IDbContextFactory<DashboardDbContext>
{
    private readonly DbContextOptions<DashboardDbContext> _options = BuildOptions(dataSource);

    public DashboardDbContext CreateDbContext() => new(_options);

    private static DbContextOptions<DashboardDbContext> BuildOptions(NpgsqlDataSource dataSource)
    {
        var builder = new DbContextOptionsBuilder<DashboardDbContext>();
        builder.UseDashboardDatabase(dataSource);
        return builder.Options;
    }
}
