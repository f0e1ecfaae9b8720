using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// The right to write attempts and counts. One holder at a time, on the database's clock; every batch proves its token inside its own
/// transaction, so a writer that slept past its lease cannot commit.
/// </summary>
/// <remarks>
/// Each connection that writes under a token also keeps an advisory lock that belongs to it, shared with the others of its process.
/// PostgreSQL lets go of it when the connections end, so that the writer after a killed one begins at once. A frozen one keeps its
/// connections: there the lease has to run out.
/// </remarks>
internal static class StoreLease
{
    /// <summary>How long a silent holder keeps the right.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    // The upper half of the advisory locks' keys, the token is the lower: any number that no other lock of the database uses.
    private const long Locks = 0x57726974L << 32;

    // The same of connections that write a whole file's events or take them out.
    private const long FileLocks = 0x46696c65L << 32;

    /// <summary>Takes the lease if it is free or expired, or its holder's connections have ended.</summary>
    /// <param name="connection">One of the holder's: without another that shares the token, the right ends with it.</param>
    /// <param name="holder">Who takes it; may take it from itself.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The fencing token, or null while another writer holds it.</returns>
    public static async Task<long?> TryTakeAsync(NpgsqlConnection connection, string holder, CancellationToken cancellationToken)
    {
        await EndFrozenAsync(connection, cancellationToken);
        // Never waits for the row: the transaction that holds it may be that of a frozen process.
        await using var command = new NpgsqlCommand(
            """
            with taken as (
                update store_lease set token = token + 1, holder = @holder, expires_at = clock_timestamp() + @lifetime
                where id = (
                    select id from store_lease
                    where id = 1 and (expires_at < clock_timestamp() or holder = @holder or pg_try_advisory_xact_lock(@locks + token))
                    for update skip locked)
                returning token)
            select token, pg_advisory_lock_shared(@locks + token)::text from taken
            """,
            connection);
        command.Parameters.AddWithValue("holder", holder);
        command.Parameters.AddWithValue("lifetime", Lifetime);
        command.Parameters.AddWithValue("locks", Locks);
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>One more connection that writes under a token. Whether the token still counts has to be proved after it.</summary>
    public static Task ShareAsync(NpgsqlConnection connection, long token, CancellationToken cancellationToken) =>
        LockAsync(connection, Locks + token, cancellationToken);

    /// <summary>Says that a connection is at a file, for as long as it lives or the token counts.</summary>
    public static Task BeginFileAsync(NpgsqlConnection connection, long token, CancellationToken cancellationToken) =>
        LockAsync(connection, FileLocks + token, cancellationToken);

    /// <summary>True while the lease has not run out and its holder is at a file; posts alone are not counted.</summary>
    public static async Task<bool> IsAtFileAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select exists (
                select from store_lease s
                join pg_locks k on k.locktype = 'advisory' and k.granted and k.objsubid = 1
                    and k.database = (select oid from pg_database where datname = current_database())
                    and (k.classid::bigint << 32) + k.objid::bigint = @files + s.token
                where s.id = 1 and s.expires_at >= clock_timestamp())
            """);
        command.Parameters.AddWithValue("files", FileLocks);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Proves the token and extends the lease; holds the row until the transaction ends.</summary>
    /// <exception cref="LeaseLostException">Another writer has taken over.</exception>
    public static async Task ProveAsync(NpgsqlConnection connection, long token, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("prove lease");
        await using var command = new NpgsqlCommand(
            "update store_lease set expires_at = clock_timestamp() + @lifetime where id = 1 and token = @token", connection);
        command.Parameters.AddWithValue("token", token);
        command.Parameters.AddWithValue("lifetime", Lifetime);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            throw new LeaseLostException();
        }
    }

    /// <summary>Gives the lease back so that the next writer need not wait.</summary>
    public static async Task ReleaseAsync(NpgsqlDataSource dataSource, long token, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("update store_lease set expires_at = 'epoch' where id = 1 and token = @token");
        command.Parameters.AddWithValue("token", token);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task LockAsync(NpgsqlConnection connection, long key, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_advisory_lock_shared(@key)::text", connection);
        command.Parameters.AddWithValue("key", key);
        await command.ExecuteScalarAsync(cancellationToken);
    }

    // A process that froze inside a transaction would keep the row locked for ever.
    private static async Task EndFrozenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select token from store_lease where id = 1 and expires_at < clock_timestamp()", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is long token)
        {
            await FrozenConnections.EndAsync(connection, Locks + token, Lifetime, cancellationToken);
        }
    }
}

/// <summary>Another writer has taken over; nothing of this batch was stored.</summary>
public sealed class LeaseLostException() : Exception("Another process has taken over writing; this one stops. Nothing was stored twice.");
