using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Dashboard.Storage.Embedded;

/// <summary>What a finished command said.</summary>
/// <param name="ExitCode">0 for success; -1 when the file could not be started at all.</param>
/// <param name="Output">Standard output, then standard error, trimmed.</param>
internal sealed record CommandResult(int ExitCode, string Output)
{
    /// <summary>The command ended well.</summary>
    public bool IsSuccess => ExitCode == 0;
}

/// <summary>One program with its arguments, run without a shell and without input.</summary>
internal sealed record Command(string File, params IReadOnlyList<string> Arguments)
{
    /// <summary>Runs to the end; a cancelled run is killed.</summary>
    public async Task<CommandResult> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(File, Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            // The caller's folder may be one that an unprivileged user cannot enter.
            WorkingDirectory = Path.GetPathRoot(Environment.SystemDirectory is { Length: > 0 } system ? system : "/"),
        };
        // A locale that is not installed makes initdb fail; ours must not depend on it.
        start.Environment["LC_ALL"] = "C";

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new CommandResult(-1, exception.Message);
        }

        process.StandardInput.Close();
        var output = new StringBuilder();
        var errors = new StringBuilder();
        var reading = Task.WhenAll(CollectAsync(process.StandardOutput, output), CollectAsync(process.StandardError, errors));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Not its children: a server that pg_ctl began to start is stopped in order by the caller.
            process.Kill(entireProcessTree: false);
            throw;
        }

        // A daemon left behind may hold the pipes open for ever (seen with pg_ctl on Windows): do not wait for their end.
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(2), cancellationToken));
        lock (output)
        lock (errors)
        {
            return new CommandResult(process.ExitCode, $"{output}\n{errors}".Trim());
        }
    }

    private static async Task CollectAsync(StreamReader reader, StringBuilder into)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                lock (into)
                {
                    into.AppendLine(line);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process was disposed while something else still held its pipes.
        }
    }
}
