using System.Diagnostics;
using Dashboard.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Storage.Tests.Embedded;

/// <summary>Another process that owns a data folder as the app does: one that a test can kill.</summary>
internal sealed class AppProcess : IDisposable
{
    public const string Verb = "own-data-folder";

    private readonly Process _process;

    private AppProcess(Process process, string connectionString)
    {
        _process = process;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public int Id => _process.Id;

    /// <summary>What the process does: starts the database, says how to connect, ends when its input ends.</summary>
    public static async Task<int> RunAsync(string dataFolder)
    {
        try
        {
            var options = new EmbeddedPostgresOptions { DataFolder = dataFolder, Fsync = false };
            await using var postgres = await EmbeddedPostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None);
            Console.WriteLine(postgres.ConnectionString);
            Console.In.ReadToEnd();
            return 0;
        }
        catch (EmbeddedPostgresException exception)
        {
            Console.WriteLine(exception.Message);
            return 1;
        }
    }

    /// <param name="dataFolder">The folder to own.</param>
    /// <param name="wrap">Puts a command before the program, such as one that changes the user.</param>
    /// <param name="cancellationToken">The test's.</param>
    public static async Task<AppProcess> StartAsync(string dataFolder, Func<Command, Command>? wrap, CancellationToken cancellationToken)
    {
        var program = new Command(Environment.ProcessPath!, Verb, dataFolder);
        if (Path.GetFileNameWithoutExtension(program.File) == "dotnet")
        {
            program = new Command(program.File, [typeof(AppProcess).Assembly.Location, .. program.Arguments]);
        }

        var command = wrap?.Invoke(program) ?? program;
        var process = Process.Start(new ProcessStartInfo(command.File, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await process.StandardOutput.ReadLineAsync(cancellationToken);
        if (said is null || !said.Contains("Host=", StringComparison.Ordinal))
        {
            Assert.Fail($"{said}\n{await process.StandardError.ReadToEndAsync(cancellationToken)}");
        }

        return new AppProcess(process, said);
    }

    /// <summary>As kill -9: nothing of it can clean up.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>Ends it in order.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
