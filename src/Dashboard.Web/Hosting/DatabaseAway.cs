using System.Globalization;
using Dashboard.Web.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Dashboard.Web.Hosting;

/// <summary>
/// A call while the database is away is to be repeated later, and says so; it is no failure of the program. A page does so by itself:
/// the product's own error page could not be shown, because whoever reads it is known to the database alone.
/// </summary>
public sealed partial class DatabaseAway(IProblemDetailsService problems, ILogger<DatabaseAway> logger) : IExceptionHandler
{
    private const int RetryAfterSeconds = 10;

    private const string Page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="10">
        <title>The database does not answer</title>
        <style>
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
        body { max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem }
        h1 { font-size: 1.5rem }
        </style>
        </head>
        <body><main><h1>The database does not answer</h1>
        <p>Nothing is lost. This page tries again every ten seconds and goes on by itself when the database is back.</p>
        <p>For the operator: <code>/health/ready</code> and the log of the server say more.</p></main></body>
        </html>
        """;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsAway(exception))
        {
            return false;
        }

        LogAway(logger, exception.GetType().Name, StateOf(exception));
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        if (!PagesRegistration.IsApi(httpContext))
        {
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            await httpContext.Response.WriteAsync(Page, cancellationToken);
            return true;
        }

        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = StatusCodes.Status503ServiceUnavailable,
                Title = "The database does not answer",
                Detail = "Repeat the call after the seconds in Retry-After. What is known already is not counted twice.",
            },
        });
        return true;
    }

    /// <summary>True for a server that cannot be reached, broke off, starts, stops, or has no connection left; also inside of what wraps it.</summary>
    public static bool IsAway(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown } => true,
        NpgsqlException lost => lost.IsTransient,
        { InnerException: { } inner } => IsAway(inner),
        _ => false,
    };

    private static string StateOf(Exception exception) => exception switch
    {
        PostgresException refused => refused.SqlState,
        { InnerException: { } inner } => StateOf(inner),
        _ => "",
    };

    [LoggerMessage(1, LogLevel.Warning, "A call was put off: the database does not answer ({Exception} {SqlState})")]
    private static partial void LogAway(ILogger logger, string exception, string sqlState);
}
