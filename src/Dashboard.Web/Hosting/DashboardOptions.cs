namespace Dashboard.Web.Hosting;

/// <summary>Every setting of the program, below the key <c>Dashboard</c> (in the environment: <c>Dashboard__…</c>).</summary>
public sealed class DashboardOptions
{
    public const string Section = "Dashboard";
    public const string TextLog = "text";
    public const string JsonLog = "json";

    /// <summary>Embedded database and uploads. Default: <c>data</c> beside Dashboard.sln or beside the published program.</summary>
    public string DataFolder { get; set; } = "";

    /// <summary>The first administrator and the first API key, when they are not to be made in the browser.</summary>
    public AdminOptions Admin { get; set; } = new();

    /// <summary>Folder that holds initdb, pg_ctl and postgres of the embedded database; null means: look in the usual places.</summary>
    public string? PostgresBinaries { get; set; }

    /// <summary>Addresses and networks (CIDR) of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, comma separated.</summary>
    public string? TrustedProxies { get; set; }

    /// <summary>How the log is written: <see cref="TextLog"/> for people, <see cref="JsonLog"/> for collectors (one JSON object a line).</summary>
    public string LogFormat { get; set; } = TextLog;
}

/// <summary>The first administrator and the first API key. They are made once, and never changed by these settings afterwards.</summary>
public sealed class AdminOptions
{
    public const int MinimumPasswordLength = 8;
    public const int MinimumApiKeyLength = 32;
    public const int MaximumApiKeyLength = 512;

    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? ApiKey { get; set; }
}
