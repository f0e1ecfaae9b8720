using System.Threading.RateLimiting;
using Dashboard.Storage;
using Dashboard.Storage.Accounts;
using Dashboard.Web.Components;
using Dashboard.Web.Rules;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Accounts;

/// <summary>Sign-in, roles and API keys.</summary>
public static class AccountsRegistration
{
    public const int MinimumPasswordLength = 12;
    public const string SignInLimit = "sign-in";
    private const int SignInsPerMinute = 30;

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<DashboardUser>(ConfigureIdentity)
            .AddDashboardStores()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddDefaultTokenProviders();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiAuthentication>(ApiAuthentication.SchemeName, null)
            .AddIdentityCookies();
        services.ConfigureApplicationCookie(cookie =>
        {
            cookie.Cookie.Name = "dashboard";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            cookie.SlidingExpiration = true;
            cookie.LoginPath = DashboardUrls.SignIn;
            cookie.AccessDeniedPath = DashboardUrls.AccessDenied;
            cookie.ReturnUrlParameter = DashboardUrls.ReturnUrlParameter;
            cookie.Events.OnRedirectToLogin = context =>
                RedirectPeopleAsync(context, c => c.ChallengeAsync(ApiAuthentication.SchemeName));
            cookie.Events.OnRedirectToAccessDenied = context =>
                RedirectPeopleAsync(context, c => c.ForbidAsync(ApiAuthentication.SchemeName));
        });

        // How soon a disabled person or a lost role is noticed.
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddDataProtection().SetApplicationName("Dashboard").PersistKeysToDashboard();
        services.AddAuthorization(Policies.Add);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = ApiAntiforgery.TokenHeader;
            antiforgery.Cookie.Name = "dashboard-antiforgery";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, RevalidatingAuthenticationState>();
        services.AddScoped<AccountForms>();
        services.AddScoped<PeopleAdministration>();
        services.AddScoped<RuleAdministration>();
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = async (rejected, cancellationToken) =>
                await rejected.HttpContext.Response.WriteAsync("Too many attempts. Wait a minute and try again.", cancellationToken);
            limits.AddPolicy(SignInLimit, LimitSignIn);
        });
        return services;
    }

    private static void ConfigureIdentity(IdentityOptions identity)
    {
        identity.User.RequireUniqueEmail = true;

        // Length is what makes a password strong; rules about its characters make people write it down.
        identity.Password.RequiredLength = MinimumPasswordLength;
        identity.Password.RequireDigit = false;
        identity.Password.RequireLowercase = false;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
        identity.Password.RequiredUniqueChars = 5;
        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        identity.Lockout.AllowedForNewUsers = true;
    }

    // Programs get a refusal they can read instead of a sign-in page.
    private static Task RedirectPeopleAsync(
        RedirectContext<CookieAuthenticationOptions> context, Func<HttpContext, Task> refuse)
    {
        if (PagesRegistration.IsApi(context.HttpContext))
        {
            return refuse(context.HttpContext);
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static RateLimitPartition<string> LimitSignIn(HttpContext context) => HttpMethods.IsPost(context.Request.Method)
        ? RateLimitPartition.GetFixedWindowLimiter(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            _ => new FixedWindowRateLimiterOptions { PermitLimit = SignInsPerMinute, Window = TimeSpan.FromMinutes(1) })
        : RateLimitPartition.GetNoLimiter("");
}
