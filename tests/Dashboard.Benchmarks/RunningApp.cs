using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dashboard.Storage.Embedded;
using Dashboard.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Benchmarks;

/// <summary>The product as users run it, in a process of its own; its embedded PostgreSQL is started here, so that peers can use it too.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private const string ApiKey = "benchmark-key-0123456789-0123456789";

    private readonly Process _process;
    private readonly EmbeddedPostgres _postgres;

    private RunningApp(Process process, HttpClient http, EmbeddedPostgres postgres, string dataFolder)
    {
        _process = process;
        Http = http;
        _postgres = postgres;
        DataFolder = dataFolder;
    }

    public HttpClient Http { get; }

    /// <summary>The app's data folder: uploaded originals.</summary>
    public string DataFolder { get; }

    public string ConnectionString => _postgres.ConnectionString;

    /// <summary>The folder of the programs of its PostgreSQL.</summary>
    public string PostgresBinaries => _postgres.BinariesFolder;

    public int ProcessId => _process.Id;

    public int Postmaster => int.Parse(
        File.ReadLines(Directory.EnumerateFiles(_postgres.DataFolder, "postmaster.pid", SearchOption.AllDirectories).Single()).First(),
        CultureInfo.InvariantCulture);

    public static async Task<RunningApp> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = Path.Combine(folder, "postgres") }, NullLogger.Instance, cancellationToken);
        var address = $"http://localhost:{FreePort()}";
        var dataFolder = Path.Combine(folder, "app");
        var process = DashboardProcess.Begin(new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address,
            // As it is shipped; the tests' programs live too short for it.
            ["DOTNET_TC_QuickJitForLoops"] = "0",
            ["ConnectionStrings__Dashboard"] = postgres.ConnectionString,
            ["Dashboard__DataFolder"] = dataFolder,
            ["Dashboard__Admin__Email"] = "benchmark@example.org",
            ["Dashboard__Admin__Password"] = "Benchmark-Password-1",
            ["Dashboard__Admin__ApiKey"] = ApiKey,
        });
        var output = new StreamWriter(Path.Combine(folder, "app.log"), true) { AutoFlush = true };
        process.OutputDataReceived += (_, line) => Log(output, line.Data);
        process.ErrorDataReceived += (_, line) => Log(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromHours(1) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        var app = new RunningApp(process, http, postgres, dataFolder);
        while (!await app.IsReadyAsync(cancellationToken))
        {
            await Task.Delay(200, cancellationToken);
        }

        return app;
    }

    /// <summary>Asks the API.</summary>
    public async Task<JsonElement> GetAsync(string query, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(await ReadAsync(query, cancellationToken));
        return document.RootElement.Clone();
    }

    /// <summary>Asks the API, and takes the answer without looking into it.</summary>
    public async Task<byte[]> ReadAsync(string query, CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync(new Uri($"/api/v1/{query}", UriKind.Relative), cancellationToken);
        var text = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        return answer.IsSuccessStatusCode
            ? text
            : throw new InvalidOperationException($"{query}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(text)}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        await _postgres.DisposeAsync();
    }

    private static void Log(StreamWriter output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.WriteLine(line);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"The app ended with {_process.ExitCode} before it was ready: see its app.log.");
        }

        try
        {
            using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
