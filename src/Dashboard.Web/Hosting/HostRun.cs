namespace Dashboard.Web.Hosting;

/// <summary>The program's life, from its start to the end it is told.</summary>
internal static class HostRun
{
    /// <summary>
    /// Runs until it is told to end. Where it cannot start (its address is taken), what had begun before is stopped too: a worker that
    /// went on would find the services it uses disposed.
    /// </summary>
    public static async Task RunToEndAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.StopAsync();
            throw;
        }

        await app.WaitForShutdownAsync();
    }
}
