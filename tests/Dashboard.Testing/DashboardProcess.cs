using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Dashboard.Testing;

/// <summary>
/// The built program, started as an operator starts it, on a free port. Its working directory is not the repository, so that nothing
/// depends on it.
/// </summary>
public sealed class DashboardProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly List<string> _output = [];

    private DashboardProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Where it answers.</summary>
    public Uri BaseAddress { get; private set; } = new("http://localhost");

    /// <summary>The lines it printed until it answered.</summary>
    public IReadOnlyList<string> StartLines => _output;

    /// <summary>Starts it and waits until it says where it is open.</summary>
    /// <param name="settings">Environment variables, such as <c>ConnectionStrings__Dashboard</c>.</param>
    /// <param name="cancellationToken">The test's.</param>
    public static async Task<DashboardProcess> StartAsync(
        IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var process = new DashboardProcess(Begin(settings));
        try
        {
            while (!process.HasSaidAll())
            {
                var line = await process._process.StandardOutput.ReadLineAsync(cancellationToken)
                    ?? throw new InvalidOperationException($"The program ended: {await process._errors}");
                process._output.Add(line);
            }
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }

        process.BaseAddress = new Uri(process._output[^1] is ['{', ..] json
            ? JsonDocument.Parse(json).RootElement.GetProperty("State").GetProperty("Address").GetString()!
            : process._output[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        return process;
    }

    /// <summary>Runs it until it ends by itself: for starts that are refused.</summary>
    /// <returns>Exit code, and everything it printed.</returns>
    public static async Task<(int ExitCode, string Printed)> RunAsync(
        IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(EndsWithin);
        await using var process = new DashboardProcess(Begin(settings));
        var output = await process._process.StandardOutput.ReadToEndAsync(limit.Token);
        await process._process.WaitForExitAsync(limit.Token);
        return (process._process.ExitCode, output + await process._errors);
    }

    /// <summary>Asks it to end, as an init system does.</summary>
    /// <returns>Exit code, and everything it printed after the start.</returns>
    public async Task<(int ExitCode, string Printed)> StopAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(EndsWithin);
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(limit.Token);
        }

        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return (_process.ExitCode, output + await _errors);
    }

    /// <summary>Ends it at once, as a power cut does: it gets no chance to write anything. Its embedded PostgreSQL stays.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await StopAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    // Three lines for a person, or the one of a JSON log.
    private bool HasSaidAll() => _output.Count > 0
        && (_output[0].StartsWith('{') ? _output[^1].Contains("\"Dashboard.Web.Start\"", StringComparison.Ordinal) : _output.Count == 3);

    /// <summary>Starts it and waits for nothing; whoever takes it must read what it prints.</summary>
    public static Process Begin(IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet", [ProgramPath("src", "Dashboard.Web")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // Full speed costs a third more at every start; the tests start it dozens of times and run it for seconds.
        start.Environment["DOTNET_TC_QuickJitForLoops"] = "1";
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
    }

    /// <summary>A program of the repository in its own output folder: for the web the one that holds the list of its assets.</summary>
    public static string ProgramPath(string folderName, string project)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = folder.Parent!.Name;
        while (!File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine(folder.FullName, folderName, project, "bin", configuration, "net10.0", project + ".dll");
    }
}
