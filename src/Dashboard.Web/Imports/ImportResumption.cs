using Dashboard.Storage.Writing;

namespace Dashboard.Web.Imports;

/// <summary>
/// At start: deletes half-written uploads, resumes imports, brings classifications to the current rules. From then on takes up what is
/// unfinished while nobody is at it: its process was killed elsewhere, or its job was lost with the database's connection.
/// </summary>
public sealed partial class ImportResumption(
    ImportQueue queue, UploadFolder uploads, StoreWriter store, TimeProvider time, ILogger<ImportResumption> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private bool _isStarted;
    private bool _wasIdle;
    private bool _hasFailed;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await TryToLookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends. Told so by an exception, a host that could not start would print it.
        }
    }

    private async Task TryToLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
            _hasFailed = false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Said once, tried again until it works.
            if (!_hasFailed)
            {
                LogFailed(e);
            }

            _hasFailed = true;
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        if (!_isStarted)
        {
            uploads.DeleteLeftovers();
            await queue.ResumeAsync(cancellationToken);
            await store.RestateAsync(cancellationToken);
            _isStarted = true;
            return;
        }

        // Seen twice: a job that was only just made has not begun yet. Posts may go on all the time: who stores them is not at a file.
        var isIdle = !queue.IsAtWork && !await store.IsHeldForFileAsync(cancellationToken);
        if (isIdle && _wasIdle)
        {
            await queue.ResumeAsync(cancellationToken);
        }

        _wasIdle = isIdle && !_wasIdle;
    }

    [LoggerMessage(1, LogLevel.Error, "Unfinished imports could not be taken up; this is tried again every few seconds")]
    private partial void LogFailed(Exception exception);
}
