using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Tests;

/// <summary>Every page of the program, found by its route, so that a new page is tested without anybody thinking of it.</summary>
internal static partial class PageRoutes
{
    /// <summary>Addresses of the pages that anonymous people may not see.</summary>
    public static TheoryData<string> Closed() => [.. Of(page => page.GetCustomAttribute<AllowAnonymousAttribute>() is null), "/jobs"];

    /// <summary>Addresses of the pages of administrators.</summary>
    public static TheoryData<string> Administrators() =>
        [.. Of(page => page.GetCustomAttributes<AuthorizeAttribute>().Any(a => a.Policy == "Administrator")), "/jobs"];

    /// <summary>Addresses of the pages that everybody signed in may see.</summary>
    public static TheoryData<string> Viewers() =>
        [.. Of(page => page.GetCustomAttributes<AuthorizeAttribute>().Any(a => a.Policy is null or "Viewer"))];

    private static IEnumerable<string> Of(Func<Type, bool> which) =>
        from page in typeof(DashboardUrls).Assembly.GetTypes()
        where which(page)
        from route in page.GetCustomAttributes<RouteAttribute>()
        orderby route.Template
        select Parameter().Replace(route.Template, "1");

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
