using Dashboard.Storage.Embedded;
using Npgsql;

namespace Dashboard.Web.Hosting;

/// <summary>The database this process works with: the one named by ConnectionStrings__Dashboard, else an embedded one it owns.</summary>
public sealed class DatabaseStart : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;
    private readonly ILoggerFactory? _loggers;

    private DatabaseStart(string connectionString, string place, EmbeddedPostgres? embedded = null, ILoggerFactory? loggers = null)
    {
        ConnectionString = connectionString;
        Place = place;
        _embedded = embedded;
        _loggers = loggers;
    }

    public string ConnectionString { get; }

    /// <summary>Where the data is, for a person; never holds a password.</summary>
    public string Place { get; }

    public static async Task<DatabaseStart> OpenAsync(
        DashboardOptions options, IConfiguration configuration, CancellationToken cancellationToken)
    {
        var configured = configuration.GetConnectionString("Dashboard");
        if (!string.IsNullOrWhiteSpace(configured))
        {
            return new DatabaseStart(configured, $"{Describe(configured)}, uploads in {options.DataFolder}");
        }

        // The app's own logging is not there yet, and is gone before PostgreSQL stops.
        var loggers = LoggerFactory.Create(logging => logging.AddConfiguration(configuration.GetSection("Logging")).AddLogOutput(options.LogFormat));
        var embedded = await EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = options.DataFolder, BinariesFolder = options.PostgresBinaries },
            loggers.CreateLogger<EmbeddedPostgres>(),
            cancellationToken);
        return new DatabaseStart(embedded.ConnectionString, embedded.DataFolder, embedded, loggers);
    }

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }

        _loggers?.Dispose();
    }

    private static string Describe(string connectionString)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return $"PostgreSQL {parts.Host}:{parts.Port}/{parts.Database}";
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new StartupRefusedException($"ConnectionStrings__Dashboard cannot be read: {exception.Message}", exception);
        }
    }
}
