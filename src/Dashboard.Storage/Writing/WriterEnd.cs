using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>The end of a writer. Whatever breaks at it, everybody who waits for the next turn or for the lease must get it.</summary>
internal static class WriterEnd
{
    /// <summary>Closes the connection and gives back what was held, in this order.</summary>
    /// <param name="connection">May be broken: the lease that it kept alive runs out by itself. Null when there is none yet.</param>
    /// <param name="turn">The turn that was held for the whole time; null when there is none.</param>
    /// <param name="lease">The lease; null when it was not taken yet.</param>
    /// <param name="ended">Lets the next one in.</param>
    public static async ValueTask EndAsync(NpgsqlConnection? connection, Turn? turn, HeldLease? lease, Action ended)
    {
        try
        {
            await CloseAsync(connection);
        }
        finally
        {
            turn?.Dispose();
            try
            {
                if (lease is not null)
                {
                    await lease.ReturnAsync();
                }
            }
            finally
            {
                ended();
            }
        }
    }

    /// <summary>True for what a connection that was cut throws, at whatever moment; the second is Npgsql's "Connection is not open".</summary>
    public static bool IsBroken(Exception exception) => exception is NpgsqlException or InvalidOperationException { Source: "Npgsql" };

    private static async Task CloseAsync(NpgsqlConnection? connection)
    {
        try
        {
            if (connection is not null)
            {
                await connection.DisposeAsync();
            }
        }
        catch (Exception e) when (IsBroken(e))
        {
            // It is gone already.
        }
    }
}
