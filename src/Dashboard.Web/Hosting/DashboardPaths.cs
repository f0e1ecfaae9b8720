namespace Dashboard.Web.Hosting;

/// <summary>Where the program's own files lie. Never derived from the working directory: <c>dotnet run</c> moves that.</summary>
/// <param name="Root">The published folder, or the folder that holds Dashboard.sln.</param>
public sealed record DashboardPaths(string Root)
{
    public string WebRoot => Path.Combine(Root, "wwwroot");

    public string DefaultDataFolder => Path.Combine(Root, "data");

    public static DashboardPaths Find() => Find(AppContext.BaseDirectory);

    /// <summary>
    /// The published folder comes first: a publish inside the repository must not pick up the repository's wwwroot, which lacks the
    /// packages' files.
    /// </summary>
    public static DashboardPaths Find(string baseDirectory)
    {
        if (Directory.Exists(Path.Combine(baseDirectory, "wwwroot")))
        {
            return new DashboardPaths(Path.TrimEndingDirectorySeparator(Path.GetFullPath(baseDirectory)));
        }

        for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
            {
                return new DashboardPaths(folder.FullName);
            }
        }

        throw new StartupRefusedException(
            $"The folder “wwwroot” is missing beside {baseDirectory}: publish the program again, or run it from the repository.");
    }
}
