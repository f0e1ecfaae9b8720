using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Connections of a process that froze in the middle of a transaction: PostgreSQL would keep what they have locked for ever. They are
/// ended, and nothing of their transactions stays. A long statement is work, not silence.
/// </summary>
internal static class FrozenConnections
{
    /// <summary>Ends those that keep an advisory lock and whose next word PostgreSQL has waited for too long.</summary>
    /// <param name="connection">Never ended itself.</param>
    /// <param name="key">The lock's key.</param>
    /// <param name="silentFor">How long they have been silent.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task EndAsync(NpgsqlConnection connection, long key, TimeSpan silentFor, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select pg_terminate_backend(a.pid)
            from pg_locks k
            join pg_stat_activity a on a.pid = k.pid
            where k.locktype = 'advisory' and k.granted and k.objsubid = 1
                and k.database = (select oid from pg_database where datname = current_database())
                and (k.classid::bigint << 32) + k.objid::bigint = @key
                and a.pid <> pg_backend_pid() and a.state <> 'idle' and a.wait_event_type = 'Client'
                and greatest(a.state_change, a.query_start) < clock_timestamp() - @silent
            """,
            connection);
        command.Parameters.AddWithValue("key", key);
        command.Parameters.AddWithValue("silent", silentFor);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
