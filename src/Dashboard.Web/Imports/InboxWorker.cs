using Dashboard.Storage.Imports;
using Dashboard.Storage.Writing;

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

    // What was logged last and still lasts: once is enough.
    private Type? _said;

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
                _said = null;
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
                Say(e);
                await Task.Delay(AfterFailure, time, CancellationToken.None);
            }
        }
    }

    private void Say(Exception e)
    {
        if (_said == e.GetType())
        {
            return;
        }

        _said = e.GetType();
        if (PassingFailure.Of(e) is { } problem)
        {
            LogPaused(logger, problem);
        }
        else
        {
            LogFailed(logger, e);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Posts wait in the inbox and are stored as soon as that is possible: {Problem}")]
    private static partial void LogPaused(ILogger logger, string problem);

    [LoggerMessage(2, LogLevel.Error, "Posts of the inbox could not be stored; tried again in a moment.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
