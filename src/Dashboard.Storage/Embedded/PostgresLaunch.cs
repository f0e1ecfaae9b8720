using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Dashboard.Storage.Embedded;

/// <summary>Gets the server of a cluster running: attaches to a living one, or starts it.</summary>
internal static class PostgresLaunch
{
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for a server that a killed app left behind, while it replays its log or still stops.</summary>
    /// <returns>Null when none is alive.</returns>
    public static async Task<Postmaster?> TryAttachAsync(PostgresCluster cluster, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (Postmaster.TryRead(cluster.Folder) is { } postmaster)
        {
            if (!postmaster.IsAlive())
            {
                postmaster.MarkDead(cluster.Folder);
                return null;
            }

            if (postmaster.IsReady && await AnswersAsync(cluster, postmaster.Port, cancellationToken))
            {
                return postmaster;
            }

            if (waited.Elapsed > (postmaster.IsReady ? LongestSilence : LongestRecovery))
            {
                throw new EmbeddedPostgresException(
                    $"A PostgreSQL (process {postmaster.ProcessId}) runs on {cluster.Folder} but does not answer. End it and start again.");
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return null;
    }

    /// <summary>Starts the server.</summary>
    /// <param name="cluster">Its files.</param>
    /// <param name="port">Null takes a free one.</param>
    /// <param name="cancellationToken">Ends the start and stops what was begun.</param>
    /// <returns>The port.</returns>
    /// <exception cref="EmbeddedPostgresException">It does not start; the message holds the end of its log.</exception>
    public static async Task<int> StartAsync(PostgresCluster cluster, int? port, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var chosen = port ?? FreePort();
            string? failure;
            try
            {
                failure = await cluster.TryStartAsync(chosen, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                await cluster.TryStopAsync(CancellationToken.None);
                throw;
            }

            if (failure is null)
            {
                return chosen;
            }

            // The port was taken meanwhile, or children of a killed server are still ending.
            var mayPass = failure.Contains("Address already in use", StringComparison.Ordinal)
                || failure.Contains("still in use", StringComparison.Ordinal);
            if (attempt == 10 || !mayPass)
            {
                throw new EmbeddedPostgresException($"PostgreSQL does not start on {cluster.Folder}:\n{failure}");
            }

            await Task.Delay(Pause * attempt, cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(PostgresCluster cluster, int port, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres", port, isPooled: false));
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
