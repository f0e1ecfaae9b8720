using Dashboard.Storage;
using Npgsql;

namespace Dashboard.Web.Hosting;

/// <summary>The database this process works with: the one named by ConnectionStrings__Dashboard, else an embedded one it owns.</summary>
public sealed class DatabaseStart : IAsyncDisposable
{
    private DatabaseStart(string connectionString, string place)
    {
        ConnectionString = connectionString;
        Place = place;
    }

    public string ConnectionString { get; }

    /// <summary>Where the data is, for a person; never holds a password.</summary>
    public string Place { get; }

    public static Task<DatabaseStart> OpenAsync(DashboardOptions options, IConfiguration configuration, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var configured = configuration.GetConnectionString("Dashboard");
        if (string.IsNullOrWhiteSpace(configured))
        {
            throw new StartupRefusedException("Set ConnectionStrings__Dashboard to a PostgreSQL 15 or newer.");
        }

        return Task.FromResult(new DatabaseStart(configured, $"{Describe(configured)}, uploads in {options.DataFolder}"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

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
