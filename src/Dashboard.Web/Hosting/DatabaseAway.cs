using System.Globalization;
using Dashboard.Web.Components;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace Dashboard.Web.Hosting;

/// <summary>A call to the API while the database is away is to be repeated later, and says so; it is no failure of the program.</summary>
public sealed partial class DatabaseAway(IProblemDetailsService problems, ILogger<DatabaseAway> logger) : IExceptionHandler
{
    private const int RetryAfterSeconds = 10;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!PagesRegistration.IsApi(httpContext) || !IsAway(exception))
        {
            return false;
        }

        LogAway(logger, exception.GetType().Name, StateOf(exception));
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers[HeaderNames.RetryAfter] = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
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

    [LoggerMessage(1, LogLevel.Warning, "A call to the API was put off: the database does not answer ({Exception} {SqlState})")]
    private static partial void LogAway(ILogger logger, string exception, string sqlState);
}
