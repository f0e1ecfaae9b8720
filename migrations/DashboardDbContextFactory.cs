using Dashboard.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Dashboard.Migrations;

/// <summary>Lets <c>dotnet ef</c> see the model without the web app or a server: the connection is never opened.</summary>
public sealed class DashboardDbContextFactory : IDesignTimeDbContextFactory<DashboardDbContext>
{
    /// <inheritdoc/>
    public DashboardDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<DashboardDbContext>)new DbContextOptionsBuilder<DashboardDbContext>()
            .UseDashboardDatabase(DashboardDatabase.CreateDataSource("Host=design-time"))
            .Options);
}
