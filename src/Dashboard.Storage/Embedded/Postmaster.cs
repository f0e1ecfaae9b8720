using System.Diagnostics;
using System.Globalization;

namespace Dashboard.Storage.Embedded;

/// <summary>The server process of a cluster, as its <c>postmaster.pid</c> tells (PostgreSQL source, miscadmin.h, LOCK_FILE_LINE).</summary>
/// <param name="ProcessId">Line 1.</param>
/// <param name="Port">Line 4: the TCP port.</param>
/// <param name="IsReady">Line 8: true once it takes connections, false while it starts or stops.</param>
/// <param name="Text">The whole file.</param>
internal sealed record Postmaster(int ProcessId, int Port, bool IsReady, string Text)
{
    // Above the largest process id of every system, so that no process has it.
    private const string NoProcess = "2147483646";

    /// <summary>Reads the note a running or killed server left; null after a clean stop.</summary>
    public static Postmaster? TryRead(string clusterFolder)
    {
        string text;
        try
        {
            text = File.ReadAllText(NotePath(clusterFolder));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        return lines.Length >= 4
            && int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var processId)
            && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new Postmaster(Math.Abs(processId), port, lines.Length >= 8 && lines[7] == "ready", text)
            : null;
    }

    /// <summary>True while the process lives and is the server of this note, not a stranger with the same number.</summary>
    public bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            if (process.HasExited || !process.ProcessName.StartsWith("postgres", StringComparison.Ordinal))
            {
                return false;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }

        return !OperatingSystem.IsLinux() || (!IsZombie() && !IsStranger());
    }

    /// <summary>
    /// Makes the note of a dead server say so, where another process has its number by now: PostgreSQL would take that one for the
    /// server and refuse to start. After a restart of a container the numbers are small and come again.
    /// The rest stays: by it PostgreSQL finds children of the dead server that still hold its memory.
    /// </summary>
    public void MarkDead(string clusterFolder)
    {
        var end = Text.IndexOf('\n', StringComparison.Ordinal);
        File.WriteAllText(NotePath(clusterFolder), NoProcess + Text[end..]);
    }

    private static string NotePath(string clusterFolder) => Path.Combine(clusterFolder, "postmaster.pid");

    private bool IsZombie()
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{ProcessId}/stat");
            // The state follows the name in parentheses.
            return stat.LastIndexOf(')') is >= 0 and var end && stat.AsSpan(end + 1).TrimStart() is ['Z' or 'X', ..];
        }
        catch (IOException)
        {
            return true;
        }
    }

    // A server's working folder is its cluster, so that this finds its own note. Not readable: the name has to do.
    private bool IsStranger()
    {
        try
        {
            return File.ReadAllText($"/proc/{ProcessId}/cwd/postmaster.pid") is var note && FirstLines(note) != FirstLines(Text);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    // Process, folder, start time and port; the status below changes.
    private static string FirstLines(string note) => string.Join('\n', note.Split('\n').Take(4));
}
