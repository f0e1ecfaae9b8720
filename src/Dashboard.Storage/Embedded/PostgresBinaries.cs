using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Storage.Embedded;

/// <summary>One installation of PostgreSQL's programs.</summary>
/// <param name="Folder">The folder that holds them.</param>
/// <param name="MajorVersion">15 for 15.8. A cluster opens only with the major version that made it.</param>
internal sealed partial record PostgresBinaries(string Folder, int MajorVersion)
{
    /// <summary>The oldest version whose SQL the app uses.</summary>
    public const int OldestMajorVersion = 15;

    /// <summary>The newest version the app was tried with.</summary>
    public const int NewestMajorVersion = 18;

    /// <summary>Makes a cluster.</summary>
    public string Initdb => Program(Folder, "initdb");

    /// <summary>Starts and stops a cluster.</summary>
    public string PgCtl => Program(Folder, "pg_ctl");

    /// <summary>True for the versions the app works with.</summary>
    public bool IsSupported => MajorVersion is >= OldestMajorVersion and <= NewestMajorVersion;

    /// <summary>Looks whether a folder holds the three programs needed, and asks their version.</summary>
    /// <returns>Null when a program is missing or does not run here.</returns>
    public static async Task<PostgresBinaries?> TryReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(Program(folder, "initdb")) || !File.Exists(Program(folder, "pg_ctl")) || !File.Exists(Program(folder, "postgres")))
        {
            return null;
        }

        var version = await new Command(Program(folder, "postgres"), "--version").RunAsync(cancellationToken);
        var major = VersionPattern().Match(version.Output);
        return version.IsSuccess && major.Success
            ? new PostgresBinaries(folder, int.Parse(major.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            : null;
    }

    private static string Program(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"\(PostgreSQL\) (\d{1,3})", RegexOptions.None, 1000)]
    private static partial Regex VersionPattern();
}
