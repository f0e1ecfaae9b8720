using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Reflection;
using Dashboard.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Benchmarks;

/// <summary>The product as users run it, in a process of its own; its embedded PostgreSQL is started here, so that peers can use it too.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private const string ApiKey = "benchmark-key-0123456789-0123456789";
    private readonly Process _process;

    private readonly EmbeddedPostgres _postgres;

    private RunningApp(Process process, HttpClient http, EmbeddedPostgres postgres)
    {
        _process = process;
        Http = http;
        _postgres = postgres;
    }

    public HttpClient Http { get; }

    public string ConnectionString => _postgres.ConnectionString;

    public int ProcessId => _process.Id;

    public int Postmaster => int.Parse(
        File.ReadLines(Directory.EnumerateFiles(_postgres.DataFolder, "postmaster.pid", SearchOption.AllDirectories).Single()).First(),
        CultureInfo.InvariantCulture);

    public static async Task<RunningApp> StartAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var root = typeof(RunningApp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "RepoRoot").Value!;
        var postgres = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = Path.Combine(dataFolder, "postgres") }, NullLogger.Instance, cancellationToken);
        var address = $"http://localhost:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [Path.Combine(root, "src/Dashboard.Web/bin/Release/net10.0/Dashboard.Web.dll")])
        {
            Environment =
            {
                ["ASPNETCORE_URLS"] = address,
                ["ConnectionStrings__Dashboard"] = postgres.ConnectionString,
                ["Dashboard__DataFolder"] = Path.Combine(dataFolder, "app"),
                ["Dashboard__Admin__Email"] = "benchmark@example.org",
                ["Dashboard__Admin__Password"] = "Benchmark-Password-1",
                ["Dashboard__Admin__ApiKey"] = ApiKey,
            },
        };
        var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromHours(1) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
        var app = new RunningApp(Process.Start(start)!, http, postgres);
        while (!await app.IsReadyAsync(cancellationToken))
        {
            await Task.Delay(200, cancellationToken);
        }

        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using var kill = Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        await _postgres.DisposeAsync();
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
            throw new InvalidOperationException($"The app ended with {_process.ExitCode} before it was ready.");
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
