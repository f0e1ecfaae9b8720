using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Accounts;

/// <summary>The keys of the HTTP API. A key itself is never stored and cannot be shown again.</summary>
public sealed class ApiKeys(IDbContextFactory<DashboardDbContext> contexts, TimeProvider time)
{
    private static readonly TimeSpan UseNoted = TimeSpan.FromMinutes(1);

    /// <summary>SHA-256 of the key's UTF-8 bytes: enough for keys of 256 random bits, which nobody can guess.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The key that works with this hash, or null when it is unknown or revoked.</summary>
    public async Task<ApiKey?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var key = await context.ApiKeys.AsNoTracking()
            .SingleOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null, cancellationToken);
        return key is not null && CryptographicOperations.FixedTimeEquals(key.Hash, hash) ? key : null;
    }

    /// <summary>Notes that the key was used; writes at most once a minute per key.</summary>
    public async Task NoteUseAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (key.LastUsedAt is { } last && now - last < UseNoted)
        {
            return;
        }

        var before = now - UseNoted;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.ApiKeys
            .Where(k => k.Id == key.Id && (k.LastUsedAt == null || k.LastUsedAt <= before))
            .ExecuteUpdateAsync(update => update.SetProperty(k => k.LastUsedAt, now), cancellationToken);
    }

    /// <summary>Makes a key and returns it in plain text, for the one time it can be seen.</summary>
    /// <param name="name">What it is for; at most 100 characters.</param>
    /// <param name="scopes">Some of <see cref="ApiScopes.All"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<string> CreateAsync(string name, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        var key = $"dash_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        await AddAsync(key, name, scopes, cancellationToken);
        return key;
    }

    /// <summary>Stores a key chosen by the operator. A key that is already known, even a revoked one, stays as it is.</summary>
    public async Task EnsureAsync(string key, string name, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        var hash = HashOf(key);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await context.ApiKeys.AnyAsync(k => k.Hash == hash, cancellationToken))
        {
            await AddAsync(key, name, scopes, cancellationToken);
        }
    }

    /// <summary>Every key, the working ones first, newest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.ApiKeys.AsNoTracking()
            .OrderBy(k => k.RevokedAt != null).ThenByDescending(k => k.CreatedAt).ThenBy(k => k.Id)
            .ToListAsync(cancellationToken);
    }

    /// <summary>Ends a key at once and for good. Revoking twice changes nothing.</summary>
    public async Task RevokeAsync(int id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await context.ApiKeys.Where(k => k.Id == id && k.RevokedAt == null)
            .ExecuteUpdateAsync(update => update.SetProperty(k => k.RevokedAt, now), cancellationToken);
    }

    private async Task AddAsync(string key, string name, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken)
    {
        var unknown = scopes.Except(ApiScopes.All).FirstOrDefault();
        if (unknown is not null || scopes.Count == 0)
        {
            throw new ArgumentException($"A key needs at least one of the scopes {string.Join(", ", ApiScopes.All)}.", nameof(scopes));
        }

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.ApiKeys.Add(new ApiKey
        {
            Name = name,
            Hash = HashOf(key),
            Prefix = key[..9],
            Scopes = [.. ApiScopes.All.Where(scopes.Contains)],
            CreatedAt = time.GetUtcNow(),
        });
        await context.SaveChangesAsync(cancellationToken);
    }
}
