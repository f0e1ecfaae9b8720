using System.Text.Json;

namespace Dashboard.Web.Hosting;

/// <summary>
/// What is logged, and how. A log never holds what came from outside (addresses, replies, names of files and campaigns): ids and counts
/// only. As text everything below a warning stays silent; as JSON the program's own steps are told too.
/// </summary>
public static class LogOutput
{
    public static ILoggingBuilder AddLogOutput(this ILoggingBuilder logging, string format)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Warning);
        if (format == DashboardOptions.JsonLog)
        {
            // One object a line; control characters are escaped, so that no text can forge a line.
            logging.AddJsonConsole(console =>
            {
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                console.IncludeScopes = true;
                console.JsonWriterOptions = new JsonWriterOptions { Indented = false };
            });
            logging.AddFilter("Dashboard", LogLevel.Information);
        }
        else
        {
            logging.AddSimpleConsole(console => console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ");
        }

        Silence(logging);
        return logging;
    }

    private static void Silence(ILoggingBuilder logging)
    {
        // A failed start is explained by StartupRefusal in one sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // Its scope would put the path of each request, with names from outside in it, on every line.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // It tells of each failure that it also throws, before anybody could handle it.
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);

        // Machines without IPv6 are told so by a warning at each start.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);

        // The keys that protect cookies lie in the database in plain text; the README says so once, the log need not at each start.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}
