using Dashboard.Storage.Writing;
using Npgsql;

namespace Dashboard.Web.Imports;

/// <summary>
/// Hears when another process on the same database has stored something, over one connection that otherwise sleeps. Without it pages of
/// this process would show only what this process stores.
/// </summary>
public sealed partial class StoreNews(NpgsqlDataSource dataSource, StoreWriter store, TimeProvider time, ILogger<StoreNews> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    // A connection that broke without a word is found out by asking.
    private const int AskAfterMilliseconds = 60_000;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or System.IO.IOException)
            {
                LogBroken(logger);
            }

            await Task.Delay(BetweenTries, time, CancellationToken.None);
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(stoppingToken);
        connection.Notification += (_, told) =>
        {
            if (told.Payload != store.Holder)
            {
                store.StoredElsewhere();
            }
        };
        await using (var listen = new NpgsqlCommand($"listen {StoreChanges.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stoppingToken);
        }

        // What was stored while nobody listened.
        store.StoredElsewhere();
        while (true)
        {
            if (!await connection.WaitAsync(AskAfterMilliseconds, stoppingToken))
            {
                await using var ask = new NpgsqlCommand("select 1", connection);
                await ask.ExecuteNonQueryAsync(stoppingToken);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "The connection that hears of other processes' changes broke; made anew in a moment.")]
    private static partial void LogBroken(ILogger logger);
}
