using Dashboard.Storage.Queries;
using Hangfire;

namespace Dashboard.Web.Jobs;

/// <summary>
/// Registers what runs again and again, in the workspace's time zone; here and nowhere else. It looks again every now and then: the zone
/// is chosen after the first start, and a lock that a killed process left must not keep the product from starting.
/// </summary>
public sealed partial class Schedules(
    WorkspaceZone zone, IRecurringJobManager jobs, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Schedules> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(30);

    private string? _registered;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var starting = lifetime.ApplicationStarted.Register(started.SetResult);

        // A start that fails is explained elsewhere.
        await started.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(await IsRegisteredAsync(stoppingToken) ? LookEvery : TryAgainAfter, time, stoppingToken);
        }
    }

    private async Task<bool> IsRegisteredAsync(CancellationToken cancellationToken)
    {
        try
        {
            var current = await zone.ReadAsync(cancellationToken);
            if (current != _registered)
            {
                Register(new RecurringJobOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(current) });
                _registered = current;
            }

            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRegistered(e);
            return false;
        }
    }

    private void Register(RecurringJobOptions options)
    {
        jobs.AddOrUpdate<RetentionJob>("retention", HangfireSetup.DefaultQueue, job => job.RunAsync(CancellationToken.None), Cron.Daily(2, 40), options);
        jobs.AddOrUpdate<StoreCheckJob>("store-check", HangfireSetup.DefaultQueue, job => job.RunNightlyAsync(CancellationToken.None), Cron.Daily(3, 20), options);
    }

    [LoggerMessage(LogLevel.Warning, "The nightly jobs could not be scheduled; that is tried again.")]
    private partial void LogNotRegistered(Exception exception);
}
