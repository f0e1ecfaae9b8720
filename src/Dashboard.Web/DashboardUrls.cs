namespace Dashboard.Web;

/// <summary>Every internal address, in one place.</summary>
public static class DashboardUrls
{
    public const string Overview = "/";
    public const string Providers = "/providers";
    public const string Campaigns = "/campaigns";
    public const string Streams = "/streams";
    public const string Replies = "/replies";
    public const string Imports = "/imports";
    public const string Users = "/settings/users";
    public const string Keys = "/settings/keys";
    public const string Jobs = "/jobs";

    public const string Setup = "/setup";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Account = "/account";
    public const string AccessDenied = "/access-denied";
    public const string NotFound = "/not-found";
    public const string Error = "/error";
    public const string ErrorWithCode = "/error/{0}";
    public const string ReturnUrlParameter = "returnUrl";

    /// <summary>The address when it stays on this site, else the overview: a link must not carry a person who just signed in elsewhere.</summary>
    public static string LocalOrOverview(string? url) => IsLocal(url) ? url! : Overview;

    private static bool IsLocal(string? url) =>
        url is ['/', ..]
        && url is not ['/', '/' or '\\', ..]
        && !url.Any(c => char.IsControl(c) || c == '\\');
}
