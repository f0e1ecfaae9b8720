using Dashboard.Core.Classification;
using Dashboard.Storage.Accounts;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Verification;
using Dashboard.Storage.Writing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Dashboard.Storage;

/// <summary>The only place where storage is registered.</summary>
public static class StorageRegistration
{
    /// <summary>Registers the data source, the EF context factory and every query and writer.</summary>
    public static IServiceCollection AddDashboardStorage(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => DashboardDatabase.CreateDataSource(connectionString));
        services.AddDbContextFactory<DashboardDbContext>((provider, options) =>
            options.UseDashboardDatabase(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddMetrics();
        services.AddSingleton<BacklogMetrics>();
        services.AddSingleton<DatabaseHealth>();
        services.AddSingleton<FirstAdministrator>();
        services.AddSingleton<People>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<WorkspaceSettings>();
        services.AddSingleton<CurrentRules>();
        services.AddSingleton<RuleVersions>();
        services.AddSingleton<RulePreviewQuery>();

        // Asked anew each time: the rules change while the program runs.
        services.AddTransient(provider => provider.GetRequiredService<CurrentRules>().Now);
        services.AddTransient(provider => provider.GetRequiredService<CurrentRules>().Now.Classifier);
        services.AddTransient(provider => provider.GetRequiredService<CurrentRules>().Now.RuleSet);
        services.AddTransient(provider => provider.GetRequiredService<CurrentRules>().Now.Providers);
        services.AddSingleton<StoreWriter>();
        services.AddSingleton(provider => provider.GetRequiredService<StoreWriter>().Changes);
        services.AddSingleton<Inbox>();
        services.AddSingleton<ImportAdmission>();
        services.AddSingleton<ImportDecisions>();
        services.AddSingleton<ImportRegister>();
        services.AddSingleton<QuarantineRegister>();
        services.AddSingleton<SourceRegister>();
        services.AddSingleton<WorkspaceZone>();
        services.AddSingleton<SourceCapabilities>();
        services.AddSingleton<StoreVerification>();
        services.AddSingleton<StoreChecks>();
        services.AddSingleton<MetricsQuery>();
        services.AddSingleton<LatencyQuery>();
        services.AddSingleton<RepliesQuery>();
        services.AddSingleton<RadarQuery>();
        services.AddSingleton<UnknownRoutesQuery>();
        services.AddSingleton<SeenProvidersQuery>();
        services.AddSingleton<ReplyOccurrencesQuery>();
        services.AddSingleton<HeldBackQueuesQuery>();
        services.AddSingleton<AttemptsQuery>();
        services.AddSingleton<DeliveryQuery>();
        services.AddSingleton<DeliverySpans>();
        services.AddSingleton<DeliveriesQuery>();
        services.AddSingleton<DimensionValuesQuery>();
        services.AddSingleton<CompletenessQuery>();
        services.AddSingleton<StoreSizeQuery>();
        services.AddSingleton<SharedEventsQuery>();
        return services;
    }

    /// <summary>Keeps users and roles in the dashboard's database.</summary>
    public static IdentityBuilder AddDashboardStores(this IdentityBuilder identity) =>
        identity.AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<DashboardDbContext>();

    /// <summary>Keeps the keys that protect cookies in the dashboard's database.</summary>
    public static IDataProtectionBuilder PersistKeysToDashboard(this IDataProtectionBuilder builder) =>
        builder.PersistKeysToDbContext<DashboardDbContext>();
}
