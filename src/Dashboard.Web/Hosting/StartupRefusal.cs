using System.Net.Sockets;
using Dashboard.Storage;
using Dashboard.Storage.Embedded;
using Microsoft.AspNetCore.Connections;
using Npgsql;

namespace Dashboard.Web.Hosting;

/// <summary>Turns the failures an operator can mend into one plain message and exit code 1.</summary>
public static class StartupRefusal
{
    // Kestrel throws no type of its own for it.
    private const string NoCertificate = "Unable to configure HTTPS endpoint";

    /// <summary>Runs the program and returns its exit code, or 1 after the message. What is not foreseen here rises with its stack trace.</summary>
    public static async Task<int> ExplainAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception) when (Explain(exception) is { } message)
        {
            await Console.Error.WriteLineAsync(message);
            return 1;
        }
    }

    /// <summary>What to tell the operator; null when the failure is not one of those foreseen.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StartupRefusedException or DatabaseIsNewerException or EmbeddedPostgresException => exception.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message.Replace("Failed to bind to address", "Cannot open", StringComparison.Ordinal)} " +
            "Stop the other program, or choose another address with ASPNETCORE_URLS (for example http://localhost:5081).",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "The address may not be opened by this user: choose a port above 1023 with ASPNETCORE_URLS.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            "The address in ASPNETCORE_URLS is none of this machine: use localhost, 0.0.0.0 for all of its addresses, or one of its own.",
        InvalidOperationException when exception.Message.StartsWith(NoCertificate, StringComparison.Ordinal) =>
            "ASPNETCORE_URLS asks for https, and there is no certificate: name one with Kestrel__Certificates__Default__Path, " +
            "or use http behind a proxy that ends TLS.",
        NpgsqlException { InnerException: SocketException or TimeoutException } =>
            $"The PostgreSQL server in ConnectionStrings__Dashboard does not answer: {exception.Message}",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege } refused =>
            $"The PostgreSQL server in ConnectionStrings__Dashboard refused: {refused.MessageText} ({refused.SqlState}).",
        NpgsqlException and not PostgresException =>
            $"What answers at ConnectionStrings__Dashboard is no PostgreSQL server that can be used: {exception.Message}",
        _ => null,
    };
}
