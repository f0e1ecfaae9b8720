using Dashboard.Testing;

namespace Dashboard.Storage.Tests.Verification;

/// <summary>A store that is filled once, of which each test damages a copy of its own.</summary>
public sealed class DamageableStore(PostgresServer server) : IAsyncLifetime
{
    private TestDatabase _filled = default!;

    public async ValueTask InitializeAsync() =>
        _filled = await FilledStore.CreateAsync(server, "Etc/UTC", 400, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _filled.DisposeAsync();

    public Task<TestDatabase> CopyAsync(CancellationToken cancellationToken) => _filled.CopyAsync(cancellationToken);
}
