using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Faults;

internal static class Signals
{
    /// <summary>Sends a signal to one process.</summary>
    public static async Task SendAsync(int processId, string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", processId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }
}
