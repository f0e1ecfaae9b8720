using System.Diagnostics;

namespace Dashboard.Benchmarks;

/// <summary>CPU-seconds and seconds on the clock since it was started: of the app apart from its PostgreSQL.</summary>
internal sealed class CpuClock
{
    private readonly RunningApp _app;
    private readonly double _appBefore;
    private readonly double _serverBefore;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public CpuClock(RunningApp app)
    {
        _app = app;
        _appBefore = ProcessFigures.CpuSeconds(app.ProcessId);
        _serverBefore = ProcessFigures.ServerCpuSeconds(app.Postmaster);
    }

    public Spent Read() => new(
        ProcessFigures.CpuSeconds(_app.ProcessId) - _appBefore,
        ProcessFigures.ServerCpuSeconds(_app.Postmaster) - _serverBefore,
        _watch.Elapsed.TotalSeconds);
}

/// <summary>What something took.</summary>
/// <param name="App">CPU-seconds of the app.</param>
/// <param name="Server">CPU-seconds of all PostgreSQL processes.</param>
/// <param name="Wall">Seconds on the clock.</param>
internal readonly record struct Spent(double App, double Server, double Wall)
{
    /// <summary>CPU-seconds of all.</summary>
    public double Cpu => App + Server;

    public static Spent operator +(Spent one, Spent other) => new(one.App + other.App, one.Server + other.Server, one.Wall + other.Wall);
}
