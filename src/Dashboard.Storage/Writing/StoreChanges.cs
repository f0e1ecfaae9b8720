using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Says that something was stored, to whoever shows numbers. Nothing is said while nothing is stored, and it is never said what: whoever
/// listens reads again.
/// </summary>
public sealed class StoreChanges
{
    /// <summary>Channel on which processes that share a database tell each other; the payload is the teller.</summary>
    public const string Channel = "dashboard_stored";

    private long _version;

    /// <summary>Called after each change, on the thread that made it: do little, and do not throw.</summary>
    public event Action? Changed;

    /// <summary>Grows with every change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>Tells other processes, once the transaction is committed and not otherwise.</summary>
    internal static async Task TellAsync(NpgsqlConnection connection, string teller, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_notify(@channel, @teller)", connection);
        command.Parameters.AddWithValue("channel", Channel);
        command.Parameters.AddWithValue("teller", teller);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Says so.</summary>
    public void Announce()
    {
        Interlocked.Increment(ref _version);
        Changed?.Invoke();
    }
}
