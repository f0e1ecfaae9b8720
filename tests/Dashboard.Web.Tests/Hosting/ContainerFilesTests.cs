using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Dashboard.Web.Tests.Hosting;

/// <summary>There may be no container engine where the tests run: what can be known of the files without one.</summary>
public sealed partial class ContainerFilesTests
{
    private static readonly string Root = FindRoot();

    [Fact]
    public void Every_project_of_the_program_is_copied_before_its_packages_are_fetched()
    {
        var dockerfile = File.ReadAllText(Path.Combine(Root, "src/Dashboard.Web/Dockerfile"));
        var projects = ProjectsOf("src/Dashboard.Web/Dashboard.Web.csproj").Distinct().ToList();

        Assert.Contains("migrations/Dashboard.Migrations.csproj", projects);
        Assert.All(projects, project => Assert.Contains($"COPY {project} ", dockerfile, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_build_copies_is_let_into_its_context_and_secrets_are_not()
    {
        var ignored = File.ReadAllLines(Path.Combine(Root, "src/Dashboard.Web/Dockerfile.dockerignore"));
        var copied = Copied().Matches(File.ReadAllText(Path.Combine(Root, "src/Dashboard.Web/Dockerfile")))
            .SelectMany(copy => copy.Groups[1].Value.Split(' ')).Where(path => path != ".").ToList();

        Assert.Equal("*", ignored.First(line => !line.StartsWith('#')));
        Assert.All(copied, path => Assert.Contains($"!{path.Split('/')[0]}", ignored));
        Assert.DoesNotContain("!.env", ignored);
        Assert.DoesNotContain("!data", ignored);
    }

    [Fact]
    public void Compose_sets_only_settings_that_the_program_knows_and_no_secret_has_a_default()
    {
        var compose = File.ReadAllText(Path.Combine(Root, "docker-compose.yml"));
        var readme = File.ReadAllText(Path.Combine(Root, "README.md"));
        var settings = Setting().Matches(compose).Select(setting => setting.Value).Distinct().ToList();

        Assert.Contains("Dashboard__Admin__Password", settings);
        Assert.All(settings, setting => Assert.Contains($"`{setting}`", readme, StringComparison.Ordinal));
        Assert.All(Variable().Matches(compose).Where(v => v.Value.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase)), variable =>
            Assert.Matches(@"^\$\{\w+(:-|:\?[^}]+)\}$", variable.Value));
        Assert.DoesNotContain("5432:", compose, StringComparison.Ordinal);
    }

    private static IEnumerable<string> ProjectsOf(string project)
    {
        yield return project;
        var folder = Path.GetDirectoryName(Path.Combine(Root, project))!;
        var references = XDocument.Load(Path.Combine(Root, project)).Descendants("ProjectReference").Select(r => r.Attribute("Include")!.Value);
        foreach (var reference in references.SelectMany(r => ProjectsOf(Path.GetRelativePath(Root, Path.GetFullPath(r, folder)))))
        {
            yield return reference;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^COPY (?!--from)(.+) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copied();

    [GeneratedRegex(@"\bDashboard__\w+")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\$\{[^}]*\}")]
    private static partial Regex Variable();
}
