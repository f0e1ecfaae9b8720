using Dashboard.Storage.Accounts;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Accounts;

public sealed class PeopleTests(PostgresServer server) : IAsyncLifetime
{
    private TestDatabase _database = default!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private People People => new(_database.Contexts);

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateDatabaseAsync(Token);
        await new FirstAdministrator(_database.Contexts).EnsureRolesAsync(Token);
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_last_administrator_can_neither_be_disabled_nor_lose_the_role()
    {
        var admin = await AddAsync("admin@example.com", Roles.Administrator);
        await AddAsync("viewer@example.com", Roles.Viewer);

        Assert.False(await People.TrySetDisabledAsync(admin, disabled: true, Token));
        Assert.False(await People.TryChangeRoleAsync(admin, Roles.Analyst, Token));

        Assert.True(await People.HasRoleAsync(admin, [Roles.Administrator], Token));
    }

    [Fact]
    public async Task A_disabled_administrator_does_not_count()
    {
        var first = await AddAsync("first@example.com", Roles.Administrator);
        var second = await AddAsync("second@example.com", Roles.Administrator);

        Assert.True(await People.TrySetDisabledAsync(first, disabled: true, Token));
        Assert.False(await People.HasRoleAsync(first, [Roles.Administrator], Token));
        Assert.False(await People.TryChangeRoleAsync(second, Roles.Viewer, Token));
        Assert.True(await People.TrySetDisabledAsync(first, disabled: false, Token));
        Assert.True(await People.TryChangeRoleAsync(second, Roles.Viewer, Token));
    }

    [Fact]
    public async Task Two_administrators_who_remove_each_other_at_once_leave_one()
    {
        var first = await AddAsync("first@example.com", Roles.Administrator);
        var second = await AddAsync("second@example.com", Roles.Administrator);

        var done = await Task.WhenAll(
            People.TryChangeRoleAsync(first, Roles.Viewer, Token), People.TryChangeRoleAsync(second, Roles.Viewer, Token));

        Assert.Single(done, true);
    }

    [Fact]
    public async Task A_changed_role_ends_open_sessions_by_a_new_stamp()
    {
        await AddAsync("admin@example.com", Roles.Administrator);
        var viewer = await AddAsync("viewer@example.com", Roles.Viewer);
        var before = await StampAsync(viewer);

        await People.TryChangeRoleAsync(viewer, Roles.Analyst, Token);

        Assert.NotEqual(before, await StampAsync(viewer));
        Assert.Equal(Roles.Analyst, Assert.Single(await People.ListAsync(Token), p => p.Id == viewer).Role);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_not_added_again()
    {
        await AddAsync("admin@example.com", Roles.Administrator);

        Assert.False(await People.TryAddAsync(Draft("ADMIN@example.com"), Roles.Viewer, Token));
    }

    [Fact]
    public async Task However_many_make_the_first_administrator_at_once_one_is_made()
    {
        var first = new FirstAdministrator(_database.Contexts);

        var made = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => first.TryCreateAsync(Draft($"a{i}@example.com"), null, Token)));

        Assert.Single(made, true);
        Assert.False(await first.IsMissingAsync(Token));
        Assert.Equal(1, await _database.ReadAsync<long>("select count(*) from user_roles", Token));
    }

    private async Task<Guid> AddAsync(string email, string role)
    {
        var user = Draft(email);
        Assert.True(await People.TryAddAsync(user, role, Token));
        return user.Id;
    }

    private Task<string?> StampAsync(Guid id) => _database.ReadAsync<string>($"select security_stamp from users where id = '{id}'", Token);

    private static DashboardUser Draft(string email) => new()
    {
        Id = Guid.CreateVersion7(),
        UserName = email,
        NormalizedUserName = email.ToUpperInvariant(),
        Email = email,
        NormalizedEmail = email.ToUpperInvariant(),
        SecurityStamp = Guid.NewGuid().ToString("N"),
    };
}
