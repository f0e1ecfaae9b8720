using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

/// <summary>
/// Kills or freezes the program it is loaded into, at the n-th start or end of a named step of its traces. The variable
/// <c>DASHBOARD_TRIPWIRE</c> says where: <c>start|copy attempts|2|KILL</c>. The program itself knows nothing of it.
/// </summary>
#pragma warning disable CA1050 // The runtime looks for this name outside of any namespace.
internal static class StartupHook
#pragma warning restore CA1050
{
    private const int Kill = 9;
    private const int Stop = 19;

    private static ActivityListener? _listener;
    private static int _passed;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("DASHBOARD_TRIPWIRE")?.Split('|') is not [var edge, var step, var count, var signal])
        {
            return;
        }

        var limit = int.Parse(count, CultureInfo.InvariantCulture);
        void Pass(Activity activity)
        {
            if (activity.OperationName == step && Interlocked.Increment(ref _passed) == limit)
            {
                _ = SendSignal(Environment.ProcessId, signal == "STOP" ? Stop : Kill);
            }
        }

        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Dashboard.Imports",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        if (edge == "start")
        {
            _listener.ActivityStarted = Pass;
        }
        else
        {
            _listener.ActivityStopped = Pass;
        }

        ActivitySource.AddActivityListener(_listener);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int SendSignal(int processId, int signal);
}
