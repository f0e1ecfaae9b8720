using System.Text;
using Dashboard.Storage.Accounts;
using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Accounts;

public sealed class ApiKeysTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly FixedClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ApiKeys Keys => new(database.Contexts, _clock);

    [Fact]
    public async Task A_key_is_found_by_its_hash_and_kept_as_nothing_else()
    {
        var key = await Keys.CreateAsync("uploader", [ApiScopes.Ingest], Token);

        var found = await Keys.FindAsync(ApiKeys.HashOf(key), Token);

        Assert.Equal("uploader", found!.Name);
        Assert.Equal(69, key.Length);
        Assert.Equal(
            0,
            await database.ReadAsync<long>(
                $"""
                select count(*) from api_keys k
                where k::text like '%{key}%' or k::text like '%{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(key))}%'
                """,
                Token));
    }

    [Fact]
    public async Task Its_last_use_is_noted_at_most_once_a_minute()
    {
        var hash = ApiKeys.HashOf(await Keys.CreateAsync("used", [ApiScopes.Read], Token));
        var first = _clock.Now;
        await UseAsync(hash);
        _clock.Now = first.AddSeconds(59);
        await UseAsync(hash);
        Assert.Equal(first, (await Keys.FindAsync(hash, Token))!.LastUsedAt);

        _clock.Now = first.AddSeconds(60);
        await UseAsync(hash);
        Assert.Equal(first.AddSeconds(60), (await Keys.FindAsync(hash, Token))!.LastUsedAt);
    }

    [Fact]
    public async Task A_revoked_key_is_not_found_and_ensuring_it_does_not_bring_it_back()
    {
        const string key = "chosen-by-the-operator-with-32-characters";
        await Keys.EnsureAsync(key, "first", ApiScopes.All, Token);
        await Keys.EnsureAsync(key, "second", ApiScopes.All, Token);
        var stored = await Keys.FindAsync(ApiKeys.HashOf(key), Token);
        await Keys.RevokeAsync(stored!.Id, Token);

        await Keys.EnsureAsync(key, "third", ApiScopes.All, Token);

        Assert.Equal("first", stored.Name);
        Assert.Null(await Keys.FindAsync(ApiKeys.HashOf(key), Token));
    }

    [Fact]
    public async Task A_key_without_a_known_scope_is_not_made()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Keys.CreateAsync("none", [], Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Keys.CreateAsync("odd", ["everything"], Token));
    }

    private async Task UseAsync(byte[] hash) => await Keys.NoteUseAsync((await Keys.FindAsync(hash, Token))!, Token);
}
