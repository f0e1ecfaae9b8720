using Dashboard.Testing;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Tests;

public sealed class TestDatabaseTests(PostgresServer server, TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly CancellationToken _token = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_migration_is_applied_and_the_model_has_no_change_without_one()
    {
        await using var context = await database.Contexts.CreateDbContextAsync(_token);

        Assert.Empty(await context.Database.GetPendingMigrationsAsync(_token));
        Assert.NotEmpty(await context.Database.GetAppliedMigrationsAsync(_token));
        Assert.False(context.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Databases_do_not_see_each_other_and_are_dropped()
    {
        await database.ExecuteAsync("create table only_here (id int)", _token);
        string name;

        await using (var other = await server.CreateDatabaseAsync(_token))
        {
            name = (await other.ReadAsync<string>("select current_database()::text", _token))!;
            Assert.False(await other.ReadAsync<bool>("select to_regclass('only_here') is not null", _token));
        }

        Assert.Equal(0L, await database.ReadAsync<long>($"select count(*) from pg_database where datname = '{name}'", _token));
    }
}
