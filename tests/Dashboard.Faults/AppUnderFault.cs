using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Dashboard.Testing;

namespace Dashboard.Faults;

/// <summary>Where a life of the program ends by itself: at the n-th start or end of a step of its traces.</summary>
/// <param name="Edge"><c>start</c> or <c>stop</c> of the step.</param>
/// <param name="Step">Name of the step, as in the product's traces.</param>
/// <param name="Count">Which time.</param>
internal sealed record Tripwire(string Edge, string Step, int Count)
{
    /// <summary>Freezes the program instead of killing it.</summary>
    public bool Freezes { get; init; }

    /// <summary>As <c>Dashboard.Tripwire</c> reads it.</summary>
    public string Setting => $"{Edge}|{Step}|{Count.ToString(CultureInfo.InvariantCulture)}|{(Freezes ? "STOP" : "KILL")}";

    public override string ToString() => $"{Edge} of “{Step}”, time {Count}";
}

/// <summary>One life of the real program: to be killed, frozen and waked.</summary>
internal sealed class AppUnderFault : IAsyncDisposable
{
    private const int MostLines = 400;

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _printed = new();
    private readonly long _started = Stopwatch.GetTimestamp();
    private bool _isDisposed;

    private AppUnderFault(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, e) => Keep(e.Data);
        _process.ErrorDataReceived += (_, e) => Keep(e.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public TimeSpan Age => Stopwatch.GetElapsedTime(_started);

    /// <summary>What it printed last.</summary>
    public string Printed => string.Join('\n', _printed);

    /// <summary>True once it has said where it is open.</summary>
    public bool IsReady => _printed.Any(line => line.Contains("\"Dashboard.Web.Start\"", StringComparison.Ordinal));

    /// <summary>True while it is frozen.</summary>
    public bool IsFrozen
    {
        get
        {
            try
            {
                var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
                return stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart() is ['T', ..];
            }
            catch (IOException)
            {
                return false;
            }
        }
    }

    public static AppUnderFault Start(string connectionString, string dataFolder, Tripwire? tripwire)
    {
        var settings = new Dictionary<string, string>
        {
            ["ConnectionStrings__Dashboard"] = connectionString,
            ["Dashboard__DataFolder"] = dataFolder,
            // The form in which it tells its own steps too.
            ["Dashboard__LogFormat"] = "json",
        };
        if (tripwire is not null)
        {
            settings["DOTNET_STARTUP_HOOKS"] = DashboardProcess.ProgramPath("tests", "Dashboard.Tripwire");
            settings["DASHBOARD_TRIPWIRE"] = tripwire.Setting;
        }

        return new AppUnderFault(DashboardProcess.Begin(settings));
    }

    /// <summary>As kill -9. Works on a frozen one too.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Lets a frozen one go on.</summary>
    public Task WakeAsync(CancellationToken cancellationToken) => Signals.SendAsync(_process.Id, "CONT", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            await KillAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _printed.Enqueue(line);
        if (_printed.Count > MostLines)
        {
            _printed.TryDequeue(out _);
        }
    }
}
