using Dashboard.Storage.Imports;
using Dashboard.Storage.Writing;
using Dashboard.Web.Hosting;

namespace Dashboard.Web.Imports;

/// <summary>
/// Stores posts within a second of their coming, also while a file is read: both take turns under one lease. Waits for a bell, not for
/// a clock; other processes' posts are looked for while a file of this one keeps them from storing, and now and then in any case.
/// </summary>
public sealed partial class InboxWorker(
    InboxReading reading, InboxBell bell, Inbox inbox, StoreWriter store, TimeProvider time, ILogger<InboxWorker> logger) : BackgroundService
{
    // Posts that come together are stored together.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LookWhileReading = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookOtherwise = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isFirst = true;
        long? closed = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (isFirst)
                {
                    await inbox.TakeUpAgainAsync(stoppingToken);
                    isFirst = false;
                }

                await reading.ReadAllAsync(stoppingToken);
                if (closed is not { } last || time.GetElapsedTime(last) >= LookOtherwise)
                {
                    await store.ClosePostedAsync(stoppingToken);
                    closed = time.GetTimestamp();
                }

                await bell.WaitAsync(store.IsAtFile ? LookWhileReading : LookOtherwise, stoppingToken);
                await Task.Delay(Gathering, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (LeaseLostException)
            {
                // Another process has gone on with it.
            }
            catch (Exception e)
            {
                if (DatabaseAway.IsAway(e))
                {
                    LogAway(logger);
                }
                else
                {
                    LogFailed(logger, e);
                }

                await Task.Delay(AfterFailure, time, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Posts wait in the inbox: the database does not answer. They are stored when it does.")]
    private static partial void LogAway(ILogger logger);

    [LoggerMessage(2, LogLevel.Error, "Posts of the inbox could not be stored; tried again in a moment.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
