using System.Globalization;
using Dashboard.Testing;
using Npgsql;

namespace Dashboard.Faults;

internal enum PostgresFault
{
    /// <summary>SIGKILL of the process that serves the writer; PostgreSQL then starts all others anew.</summary>
    BackendKilled,

    /// <summary>What <c>pg_ctl stop -m immediate</c> does; then started again.</summary>
    ImmediateStop,

    /// <summary>SIGKILL of the server itself; then started again.</summary>
    ServerKilled,

    /// <summary>The connection is cut between a commit and its answer.</summary>
    CutAfterCommit,
}

/// <summary>PostgreSQL fails under one living program, which has to come back by itself.</summary>
internal static class PostgresFaults
{
    // Whoever holds the lock that belongs to the lease.
    private const string Writer =
        """
        select k.pid from pg_locks k join pg_stat_activity a using (pid)
        where k.locktype = 'advisory' and k.granted and a.datname = current_database() and k.classid::bigint = 1467115892
        """;

    public static async Task<FaultResult> RunAsync(FaultBench bench, int faults, int seed, CancellationToken cancellationToken)
    {
        var result = new FaultResult($"PostgreSQL fails, seed {seed}");
        if (Environment.GetEnvironmentVariable("DASHBOARD_TEST_POSTGRES") is { Length: > 0 })
        {
            result.Skipped = "DASHBOARD_TEST_POSTGRES names a server that is not ours to kill.";
            return result;
        }

        var random = new Random(seed);
        for (var file = 0; result.Faults < faults; file++)
        {
            var packing = (Packing)(file % Enum.GetValues<Packing>().Length);
            await using var story = await bench.BeginAsync(bench.Fragile, packing, cancellationToken);
            await using var proxy = new CuttingProxy(new NpgsqlConnectionStringBuilder(story.ConnectionString).Port);
            var through = new NpgsqlConnectionStringBuilder(story.ConnectionString) { Port = proxy.Port }.ConnectionString;
            await using var app = story.Start(connectionString: through);
            var state = await story.ResumedAsync(app, cancellationToken);
            while (result.Faults < faults && !ImportStory.IsEnd(state))
            {
                var fault = (PostgresFault)(result.Faults % 4);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(0, 200)), cancellationToken);
                if (!await HurtAsync(fault, bench.Fragile, story, app, proxy, cancellationToken))
                {
                    break;
                }

                result.Faults++;
                var before = state.Lines;
                state = await story.UntilAsync(app, s => s.Lines > before || ImportStory.IsEnd(s), cancellationToken);
            }

            await story.CompletedAsync(app, cancellationToken);
            await result.CompareAsync(bench, story, packing, false, $"file {file}", cancellationToken);
        }

        return result;
    }

    /// <returns>False when the import ended before.</returns>
    private static async Task<bool> HurtAsync(
        PostgresFault fault, PostgresServer server, ImportStory story, AppUnderFault app, CuttingProxy proxy, CancellationToken cancellationToken)
    {
        if (ImportStory.IsEnd(await story.StateAsync(cancellationToken)))
        {
            return false;
        }

        switch (fault)
        {
            case PostgresFault.BackendKilled:
                if (await WriterAsync(story, cancellationToken) is not { } writer)
                {
                    return false;
                }

                await Signals.SendAsync(writer, "KILL", cancellationToken);
                return true;
            case PostgresFault.ImmediateStop:
                await Signals.SendAsync(Postmaster(server), "QUIT", cancellationToken);
                return true;
            case PostgresFault.ServerKilled:
                await Signals.SendAsync(Postmaster(server), "KILL", cancellationToken);
                return true;
            default:
                var cuts = proxy.Cuts;
                proxy.Arm(1);
                await story.UntilAsync(app, state => proxy.Cuts > cuts || ImportStory.IsEnd(state), cancellationToken);
                return proxy.Cuts > cuts;
        }
    }

    private static async Task<int?> WriterAsync(ImportStory story, CancellationToken cancellationToken)
    {
        await using var command = story.Database.CreateCommand(Writer);
        return (int?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static int Postmaster(PostgresServer server) => int.Parse(
        File.ReadLines(Directory.EnumerateFiles(server.DataFolder!, "postmaster.pid", SearchOption.AllDirectories).Single()).First(),
        CultureInfo.InvariantCulture);
}
