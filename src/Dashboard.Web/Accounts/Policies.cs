using Dashboard.Storage.Accounts;
using Microsoft.AspNetCore.Authorization;

namespace Dashboard.Web.Accounts;

/// <summary>Who may do what. A policy named like a role lets in that role and every more powerful one.</summary>
public static class Policies
{
    public const string Administrator = Roles.Administrator;
    public const string Analyst = Roles.Analyst;
    public const string Viewer = Roles.Viewer;

    /// <summary>Send logs in: a key with the scope, or an analyst in the browser.</summary>
    public const string ApiIngest = "api:ingest";

    /// <summary>Read reports: a key with the scope, or anybody signed in.</summary>
    public const string ApiRead = "api:read";

    /// <summary>Change things: a key with the scope, or an analyst in the browser.</summary>
    public const string ApiManage = "api:manage";

    private const string ApiPrefix = "api:";

    /// <summary>The scope a policy of the API asks of a key.</summary>
    public static string ScopeOf(string policy) => policy.StartsWith(ApiPrefix, StringComparison.Ordinal) ? policy[ApiPrefix.Length..] : policy;

    public static void Add(AuthorizationOptions options)
    {
        var viewer = new AuthorizationPolicyBuilder().RequireRole(Roles.All).Build();
        options.AddPolicy(Administrator, policy => policy.RequireRole(Roles.Administrator));
        options.AddPolicy(Analyst, policy => policy.RequireRole(Roles.Administrator, Roles.Analyst));
        options.AddPolicy(Viewer, viewer);
        options.DefaultPolicy = viewer;

        // Whatever does not say otherwise asks for a signed-in person: a forgotten attribute must not open a page.
        options.FallbackPolicy = viewer;

        AddApi(options, ApiIngest, new ApiAccess(ApiScopes.Ingest, [Roles.Administrator, Roles.Analyst]));
        AddApi(options, ApiRead, new ApiAccess(ApiScopes.Read, Roles.All));
        AddApi(options, ApiManage, new ApiAccess(ApiScopes.Manage, [Roles.Administrator, Roles.Analyst]));
    }

    private static void AddApi(AuthorizationOptions options, string name, ApiAccess access) =>
        options.AddPolicy(name, policy => policy
            .AddAuthenticationSchemes(ApiAuthentication.SchemeName)
            .RequireAuthenticatedUser()
            .AddRequirements(access));
}
