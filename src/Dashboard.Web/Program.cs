using Dashboard.Core.Classification;
using Dashboard.Formats.Compression;
using Dashboard.Storage;
using Dashboard.Storage.Rules;
using Dashboard.Web.Accounts;
using Dashboard.Web.Components;
using Dashboard.Web.Endpoints;
using Dashboard.Web.Hosting;
using Dashboard.Web.Imports;
using Dashboard.Web.Jobs;
using Dashboard.Web.Reporting;

if (args.Contains(HealthCommand.Word))
{
    return await HealthCommand.RunAsync(HealthCommand.Configuration(args), Console.Out, CancellationToken.None);
}

return await StartupRefusal.ExplainAsync(async () =>
{
    var paths = DashboardPaths.Find();
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = paths.Root,
        WebRootPath = paths.WebRoot,
    });
    StrictCompression.Verify();
    RuleCheck.Verify();
    builder.WebHost.UseDashboardKestrel(builder.Configuration);
    builder.WebHost.UseStaticWebAssets();

    var options = DashboardSettings.Read(builder.Configuration, paths);
    builder.Logging.AddLogOutput(options.LogFormat);

    // Disposed after the app: first the web stops, then the jobs, then the pool closes, and the embedded PostgreSQL goes last.
    await using var database = await DatabaseStart.OpenAsync(options, builder.Configuration, CancellationToken.None);
    if (args.Contains(VerifyCommand.Word))
    {
        return await VerifyCommand.RunAsync(database.ConnectionString, Console.Out, CancellationToken.None);
    }

    builder.Services.AddSingleton(options);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.Services.AddDashboardStorage(database.ConnectionString);
    builder.Services.AddAccounts();
    builder.Services.AddJobs();
    builder.Services.AddImports(options.DataFolder);
    builder.Services.AddReporting();
    builder.Services.AddPages();
    builder.Services.AddApiDescription();
    builder.Services.AddProblemDetails();
    builder.Services.AddExceptionHandler<DatabaseAway>();
    builder.Services.AddTelemetry(builder.Configuration);

    await using var app = builder.Build();
    await DashboardDatabase.MigrateAsync(app.Services, CancellationToken.None);
    var rules = app.Services.GetRequiredService<CurrentRules>();
    await rules.RefreshAsync(CancellationToken.None);
    ProviderNames.Follow(() => rules.Now.Providers);
    var signIn = await FirstAccess.EnsureAsync(app.Services, options.Admin, CancellationToken.None);

    app.UseTrustedProxies(options.TrustedProxies);
    app.UseSecurityHeaders();
    app.UseSameOriginCircuits();
    app.UseErrorPages();
    app.UseRouting();
    app.UseRateLimiter();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.UseApiAntiforgery();
    app.UseJobCounts();

    app.MapHealth();
    app.MapMetricsForPrometheus();
    app.MapAntiforgeryToken();
    app.MapSignOut();
    app.MapApi();
    app.MapApiDescription();
    app.MapRuleExport();
    app.MapJobs();
    app.MapPages();

    app.PrintWhenStarted(database.Place, signIn, options.LogFormat);
    await app.RunToEndAsync();
    return 0;
});
