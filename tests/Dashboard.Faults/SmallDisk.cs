using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Faults;

/// <summary>A folder with a disk of its own that holds a few megabytes.</summary>
internal static class SmallDisk
{
    /// <summary>Mounts one over a folder.</summary>
    /// <returns>Why that cannot be done here; null when it was.</returns>
    public static async Task<string?> MountAsync(string folder, int megabytes, CancellationToken cancellationToken) =>
        !Environment.IsPrivilegedProcess ? "A small disk can only be mounted by root."
            : await CommandAsync("mount", ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder], cancellationToken) is { } refusal
                ? $"A small disk cannot be mounted here: {refusal}"
                : null;

    /// <summary>Takes it away.</summary>
    public static Task UnmountAsync(string folder) => CommandAsync("umount", ["--lazy", folder], CancellationToken.None);

    /// <summary>Fills it until so much is free, or nothing.</summary>
    /// <returns>The file that fills it.</returns>
    public static string Fill(string folder, long free)
    {
        var filler = Path.Combine(folder, "filler");
        using var file = File.Create(filler);
        var zeros = new byte[1 << 16];
        try
        {
            while (free == 0 || new DriveInfo(folder).AvailableFreeSpace > free)
            {
                file.Write(zeros);
                file.Flush(flushToDisk: true);
            }
        }
        catch (IOException)
        {
            // Full.
        }

        return filler;
    }

    /// <returns>What it printed when it failed.</returns>
    public static async Task<string?> CommandAsync(string file, string[] arguments, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true })!;
        var printed = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? null : printed.Trim() is { Length: > 0 } said ? said : process.ExitCode.ToString(CultureInfo.InvariantCulture);
    }
}
