using Dashboard.Web.Accounts;
using MudBlazor;
using MudBlazor.Services;

namespace Dashboard.Web.Components;

/// <summary>The Blazor pages and what they stand on.</summary>
public static class PagesRegistration
{
    private const long LargestMessage = 2 * 1024 * 1024;

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        // What the largest field takes: a file of rules that is pasted.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight;
            mud.SnackbarConfiguration.PreventDuplicates = true;
            mud.SnackbarConfiguration.VisibleStateDuration = 5000;
        });
        services.AddHttpContextAccessor();
        return services;
    }

    /// <summary>Failures and missing pages get a page of ours for people, problem details for API clients.</summary>
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler();
            api.UseStatusCodePages();
        });
        app.UseWhen(context => !IsApi(context), pages =>
        {
            pages.UseExceptionHandler(DashboardUrls.Error, createScopeForErrors: true);
            pages.UseStatusCodePagesWithReExecute(DashboardUrls.ErrorWithCode, createScopeForStatusCodePages: true);
        });
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server =>
            {
                // Our own header already forbids frames; a second policy header would only be confusing.
                server.ContentSecurityFrameAncestorsPolicy = null;
            });
    }

    /// <summary>True for addresses that programs call: they get problem details, not pages.</summary>
    public static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase)
        || context.Request.Path.StartsWithSegments("/hooks", StringComparison.OrdinalIgnoreCase);
}
