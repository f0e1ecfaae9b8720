using System.Data.Common;
using Dashboard.Web.Accounts;
using Dashboard.Web.Imports;
using Hangfire;
using Hangfire.PostgreSql;
using Npgsql;

namespace Dashboard.Web.Jobs;

/// <summary>
/// Background work. Hangfire only wakes it up, at least once; that it counts exactly once is guarded by each job's own transaction.
/// </summary>
public static class HangfireSetup
{
    public const string DefaultQueue = "default";

    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddSingleton<JobMetrics>();
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseFilter(provider.GetRequiredService<JobMetrics>())
            .UsePostgreSqlStorage(
                storage => storage.UseConnectionFactory(new SharedConnections(provider.GetRequiredService<NpgsqlDataSource>())),
                new PostgreSqlStorageOptions
                {
                    SchemaName = "hangfire",
                    QueuePollInterval = TimeSpan.FromSeconds(2),

                    // A long import keeps its claim alive, so the timeout may be short: after a crash its job comes back in minutes.
                    UseSlidingInvisibilityTimeout = true,
                    InvisibilityTimeout = TimeSpan.FromMinutes(5),

                    // Locks are rows: one that a killed process has left stands in the way of everybody until it is so old.
                    DistributedLockTimeout = TimeSpan.FromSeconds(30),
                }));

        services.AddTransient<ImportJob>();
        services.AddTransient<RetentionJob>();
        services.AddTransient<StoreCheckJob>();
        services.AddSingleton<ImportWorkers>();
        services.AddHostedService<Schedules>();

        // Imports read one file at a time, and never keep the other jobs waiting.
        AddServer(services, ImportJob.Queue, workers: 1);
        AddServer(services, DefaultQueue, workers: 2);
        return services;
    }

    /// <summary>Hangfire answers with a failure where its page's counts are asked for without a form, as by typing their address.</summary>
    public static IApplicationBuilder UseJobCounts(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.Path.StartsWithSegments($"{DashboardUrls.Jobs}/stats", StringComparison.OrdinalIgnoreCase) && !context.Request.HasFormContentType)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        return next(context);
    });

    /// <summary>The page of background jobs. The policy is explicit: Hangfire's own lets in whoever seems to be local.</summary>
    public static void MapJobs(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapHangfireDashboardWithAuthorizationPolicy(
            Policies.Administrator,
            DashboardUrls.Jobs,
            new DashboardOptions
            {
                DisplayStorageConnectionString = false,
                DashboardTitle = "Background jobs",
                AppPath = DashboardUrls.Overview,
            });

    private static void AddServer(IServiceCollection services, string queue, int workers) =>
        services.AddHangfireServer(server =>
        {
            server.ServerName = $"{Environment.MachineName}:{queue}";
            server.Queues = [queue];
            server.WorkerCount = workers;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
        });

    private sealed class SharedConnections(NpgsqlDataSource dataSource) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => dataSource.CreateConnection();
    }
}
