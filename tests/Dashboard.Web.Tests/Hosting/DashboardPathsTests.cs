using Dashboard.Web.Hosting;

namespace Dashboard.Web.Tests.Hosting;

public sealed class DashboardPathsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dashboard-paths-tests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void From_a_build_output_the_folder_of_the_solution_is_found()
    {
        File.WriteAllText(Path.Combine(_folder, "Dashboard.sln"), "");
        var output = Directory.CreateDirectory(Path.Combine(_folder, "src", "Dashboard.Web", "bin")).FullName;

        Assert.Equal(Path.Combine(_folder, "data"), DashboardPaths.Find(output).DefaultDataFolder);
    }

    [Fact]
    public void A_publish_inside_the_repository_uses_its_own_web_root()
    {
        File.WriteAllText(Path.Combine(_folder, "Dashboard.sln"), "");
        var published = Path.Combine(_folder, "out");
        Directory.CreateDirectory(Path.Combine(published, "wwwroot"));

        Assert.Equal(Path.Combine(published, "wwwroot"), DashboardPaths.Find(published).WebRoot);
    }
}
