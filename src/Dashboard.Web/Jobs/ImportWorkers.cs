using Dashboard.Web.Imports;
using Hangfire;
using Npgsql;

namespace Dashboard.Web.Jobs;

/// <summary>The workers that read files, of this process and of others on the same database.</summary>
public sealed class ImportWorkers(JobStorage jobs, TimeProvider time)
{
    // A worker tells every half minute that it lives.
    private static readonly TimeSpan SilentAtMost = TimeSpan.FromMinutes(2);

    /// <summary>True when one has told of itself lately.</summary>
    public bool IsAnyAlive()
    {
        var since = time.GetUtcNow().UtcDateTime - SilentAtMost;
        try
        {
            return jobs.GetMonitoringApi().Servers().Any(server => server.Queues.Contains(ImportJob.Queue) && (server.Heartbeat ?? server.StartedAt) > since);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
