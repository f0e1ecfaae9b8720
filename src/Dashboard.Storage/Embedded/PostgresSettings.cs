using System.Globalization;

namespace Dashboard.Storage.Embedded;

/// <summary>How the embedded server is set, given at every start so that a newer app changes an older cluster too.</summary>
internal static class PostgresSettings
{
    /// <summary>Connections the server takes.</summary>
    public const int MaxConnections = 60;

    /// <summary>The arguments for <c>postgres</c>. pg_ctl hands them to a shell: only words that need no quotes.</summary>
    public static string ToArguments(int port, bool fsync)
    {
        List<string> settings =
        [
            "listen_addresses=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"port={port}"),
            // Debian's default folder for sockets belongs to another user, and the path of a socket has to be short.
            "unix_socket_directories=",
            string.Create(CultureInfo.InvariantCulture, $"max_connections={MaxConnections}"),
            "shared_buffers=256MB",
            // Reports add up in memory: a month of cells has more groups than the usual 4 MB hold.
            "work_mem=32MB",
            "max_wal_size=4GB",
            "checkpoint_timeout=15min",
            "wal_compression=on",
            "jit=off",
            "timezone=UTC",
            "log_timezone=UTC",
            // Details of an error quote the row: addresses do not belong in a log.
            "log_error_verbosity=terse",
        ];
        if (!fsync)
        {
            settings.AddRange(["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
        }

        return string.Join(' ', settings.Select(setting => $"-c {setting}"));
    }
}
