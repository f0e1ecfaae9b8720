using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace Dashboard.Benchmarks;

/// <summary>Runs a part of the benchmark as a process of its own, so that its CPU-seconds and its memory are its own.</summary>
internal static class ChildProcess
{
    /// <summary>The first word of a command line that is such a part.</summary>
    public const string Verb = "child";

    /// <summary>Runs a part and reads what it says at its end.</summary>
    public static async Task<T> RunAsync<T>(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        var program = Environment.ProcessPath!;
        string[] host = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];
        using var process = Process.Start(new ProcessStartInfo(program, [.. host, Verb, .. words]) { RedirectStandardOutput = true })!;
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize<T>(said)!
                : throw new InvalidOperationException($"{words[0]} ended with {process.ExitCode}.");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>What the process does that was started so.</summary>
    public static async Task ServeAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        object result = words[0] switch
        {
            "dryrun" => DryRun.Measure(words[1], int.Parse(words[2], CultureInfo.InvariantCulture)),
            "duckdb" => await DuckPeer.MeasureAsync(JsonSerializer.Deserialize<DuckTask>(words[1])!, cancellationToken),
            _ => throw new ArgumentException(words[0], nameof(words)),
        };
        Console.Write(JsonSerializer.Serialize(result));
    }
}
