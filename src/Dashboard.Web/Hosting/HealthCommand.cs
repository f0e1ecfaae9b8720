namespace Dashboard.Web.Hosting;

/// <summary>
/// <c>Dashboard.Web --health</c>: asks the program that runs on this machine with the same settings whether it is ready, prints its
/// answer and ends with 0 or 1. For containers, whose image has no curl.
/// </summary>
public static class HealthCommand
{
    public const string Word = "--health";
    public const string Path = "/health/ready";
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(5);

    /// <summary>The exit code: 0 when it is ready.</summary>
    public static async Task<int> RunAsync(IConfiguration configuration, TextWriter output, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };

        // It is asked on this machine, under a name that its certificate need not hold.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        using var http = new HttpClient(handler) { Timeout = AnswersWithin };
        try
        {
            using var answer = await http.GetAsync(AddressOf(configuration), cancellationToken);
            await output.WriteLineAsync((await answer.Content.ReadAsStringAsync(cancellationToken)).AsMemory(), cancellationToken);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            await output.WriteLineAsync($"It does not answer: {e.Message}".AsMemory(), cancellationToken);
            return 1;
        }
    }

    /// <summary>The settings as the program itself reads where to open.</summary>
    public static IConfiguration Configuration(string[] args) => new ConfigurationBuilder()
        .AddJsonFile(System.IO.Path.Combine(DashboardPaths.Find().Root, "appsettings.json"), optional: true)
        .AddEnvironmentVariables("ASPNETCORE_")
        .AddEnvironmentVariables("DOTNET_")
        .AddEnvironmentVariables()
        .AddCommandLine([.. args.Where(a => a != Word)])
        .Build();

    /// <summary>Where it is to be asked: its first address, as seen from this machine.</summary>
    public static Uri AddressOf(IConfiguration configuration)
    {
        var address = First(configuration.GetSection("Kestrel:Endpoints").GetChildren().FirstOrDefault()?["Url"])
            ?? First(configuration["urls"])
            ?? (First(configuration["http_ports"]) is { } port ? $"http://localhost:{port}" : null)
            ?? (First(configuration["https_ports"]) is { } secure ? $"https://localhost:{secure}" : null)
            ?? DashboardAddress.Default;
        return new Uri(StartupConsole.Reachable(address).TrimEnd('/') + Path);
    }

    private static string? First(string? list) =>
        (list ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
}
