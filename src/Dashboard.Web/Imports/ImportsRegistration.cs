using Dashboard.Web.Rules;

namespace Dashboard.Web.Imports;

/// <summary>Registers everything that brings files into the store.</summary>
public static class ImportsRegistration
{
    /// <param name="services">The app's services.</param>
    /// <param name="dataFolder">Where uploads are kept.</param>
    public static IServiceCollection AddImports(this IServiceCollection services, string dataFolder)
    {
        services.AddSingleton(new UploadFolder(dataFolder));
        services.AddSingleton<ImportPipeline>();
        services.AddSingleton<ImportDeletion>();
        services.AddSingleton<ImportQueue>();
        services.AddSingleton<ImportIntake>();
        services.AddSingleton<InboxBell>();
        services.AddSingleton<InboxReading>();
        services.AddHostedService<ImportResumption>();
        services.AddHostedService<InboxWorker>();
        services.AddHostedService<StoreNews>();
        services.AddHostedService<RuleWatch>();
        return services;
    }
}
