using System.Net.Mail;

namespace Dashboard.Web.Hosting;

/// <summary>Reads and checks the settings. All mistakes are reported at once, each with the key to change.</summary>
public static class DashboardSettings
{
    private static readonly string[] KnownKeys =
        ["DataFolder", "Admin:Email", "Admin:Password", "Admin:ApiKey", "PostgresBinaries", "TrustedProxies", "LogFormat"];

    /// <exception cref="StartupRefusedException">At least one setting is wrong.</exception>
    public static DashboardOptions Read(IConfiguration configuration, DashboardPaths paths)
    {
        var options = configuration.GetSection(DashboardOptions.Section).Get<DashboardOptions>() ?? new DashboardOptions();
        options.DataFolder = string.IsNullOrWhiteSpace(options.DataFolder)
            ? paths.DefaultDataFolder
            : Path.GetFullPath(options.DataFolder, paths.Root);
        var mistakes = UnknownKeys(configuration).Concat(Mistakes(options)).ToList();
        if (mistakes.Count > 0)
        {
            throw new StartupRefusedException(
                $"Dashboard cannot start: {(mistakes.Count == 1 ? "one setting is" : $"{mistakes.Count} settings are")} wrong." +
                string.Concat(mistakes.Select(m => $"{Environment.NewLine}  - {m}")));
        }

        return options;
    }

    /// <summary>What is wrong, one sentence per mistake; empty when all is well.</summary>
    public static IEnumerable<string> Mistakes(DashboardOptions options)
    {
        var admin = options.Admin;
        if (!string.IsNullOrEmpty(admin.Email) && !MailAddress.TryCreate(admin.Email, out _))
        {
            yield return "Dashboard__Admin__Email must be an e-mail address.";
        }

        if (string.IsNullOrEmpty(admin.Email) != string.IsNullOrEmpty(admin.Password))
        {
            yield return "Dashboard__Admin__Email and Dashboard__Admin__Password belong together: set both or neither.";
        }

        if (!string.IsNullOrEmpty(admin.Password) && admin.Password.Length < AdminOptions.MinimumPasswordLength)
        {
            yield return $"Dashboard__Admin__Password must have at least {AdminOptions.MinimumPasswordLength} characters.";
        }

        if (!string.IsNullOrEmpty(admin.ApiKey)
            && admin.ApiKey.Length is < AdminOptions.MinimumApiKeyLength or > AdminOptions.MaximumApiKeyLength)
        {
            yield return "Dashboard__Admin__ApiKey must have " +
                $"{AdminOptions.MinimumApiKeyLength} to {AdminOptions.MaximumApiKeyLength} characters.";
        }

        if (!string.IsNullOrEmpty(admin.ApiKey) && admin.ApiKey.Any(c => c is <= ' ' or > '~'))
        {
            yield return "Dashboard__Admin__ApiKey may hold printable ASCII characters only, and no spaces.";
        }

        if (!string.IsNullOrEmpty(options.PostgresBinaries) && !Directory.Exists(options.PostgresBinaries))
        {
            yield return $"Dashboard__PostgresBinaries names a folder that does not exist: {options.PostgresBinaries}";
        }

        foreach (var proxy in ForwardedAddresses.Unreadable(options.TrustedProxies))
        {
            yield return $"Dashboard__TrustedProxies holds “{proxy}”, which is no address or network: write it like 10.0.0.5 or 172.16.0.0/12.";
        }

        if (options.LogFormat is not (DashboardOptions.TextLog or DashboardOptions.JsonLog))
        {
            yield return $"Dashboard__LogFormat must be {DashboardOptions.TextLog} or {DashboardOptions.JsonLog}.";
        }

        if (File.Exists(options.DataFolder))
        {
            yield return $"Dashboard__DataFolder names a file, not a folder: {options.DataFolder}";
        }
    }

    private static IEnumerable<string> UnknownKeys(IConfiguration configuration) =>
        configuration.GetSection(DashboardOptions.Section).AsEnumerable(makePathsRelative: true)
            .Where(setting => setting.Value is not null && !KnownKeys.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
            .Select(setting => $"Dashboard__{setting.Key.Replace(":", "__", StringComparison.Ordinal)} is no setting of this program; " +
                $"known are {string.Join(", ", KnownKeys.Select(k => $"Dashboard__{k.Replace(":", "__", StringComparison.Ordinal)}"))}.");
}
