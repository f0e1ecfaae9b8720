using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// The right to write attempts and counts. One holder at a time, on the database's clock; every batch proves its token inside its own
/// transaction, so a writer that slept past its lease cannot commit.
/// </summary>
internal static class StoreLease
{
    /// <summary>How long a silent holder keeps the right.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    /// <summary>Takes the lease if it is free or expired.</summary>
    /// <returns>The fencing token, or null while another writer holds it.</returns>
    public static async Task<long?> TryTakeAsync(NpgsqlDataSource dataSource, string holder, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            update store_lease set token = token + 1, holder = @holder, expires_at = clock_timestamp() + @lifetime
            where id = 1 and (expires_at < clock_timestamp() or holder = @holder)
            returning token
            """);
        command.Parameters.AddWithValue("holder", holder);
        command.Parameters.AddWithValue("lifetime", Lifetime);
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Proves the token and extends the lease; holds the row until the transaction ends.</summary>
    /// <exception cref="LeaseLostException">Another writer has taken over.</exception>
    public static async Task ProveAsync(NpgsqlConnection connection, long token, CancellationToken cancellationToken)
    {
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
}

/// <summary>Another writer has taken over; nothing of this batch was stored.</summary>
public sealed class LeaseLostException() : Exception("Another process has taken over writing; this one stops. Nothing was stored twice.");
