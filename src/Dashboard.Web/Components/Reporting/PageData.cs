namespace Dashboard.Web.Components.Reporting;

/// <summary>
/// What a page reads from the database: loading, failed or there. A new read cancels the one before; while it runs, the old value
/// stays on the page.
/// </summary>
/// <typeparam name="T">The rows, as a record or a list.</typeparam>
public sealed partial class PageData<T>(ILogger logger) : IDisposable
{
    private CancellationTokenSource? _running;
    private bool _isDisposed;
    private bool _isQuiet;

    /// <summary>True while a read runs.</summary>
    public bool IsLoading { get; private set; } = true;

    /// <summary>True when the last read failed.</summary>
    public bool IsFailed { get; private set; }

    /// <summary>True once a read succeeded.</summary>
    public bool HasValue { get; private set; }

    /// <summary>What was read last; meaningful when <see cref="HasValue"/>.</summary>
    public T? Value { get; private set; }

    /// <summary>Reads; call it from OnParametersSetAsync and from retry buttons. Never throws: a failure is logged and shown.</summary>
    public async Task ReadAsync(Func<CancellationToken, Task<T>> read)
    {
        if (_isDisposed)
        {
            return;
        }

        var isQuiet = _isQuiet && HasValue;
        _isQuiet = false;
        _running?.Cancel();
        _running?.Dispose();
        var running = _running = new CancellationTokenSource();
        IsLoading = !isQuiet;
        try
        {
            var value = await read(running.Token);
            if (ReferenceEquals(running, _running))
            {
                Value = value;
                HasValue = true;
                IsFailed = false;
                IsLoading = false;
            }
        }
        catch (Exception) when (!ReferenceEquals(running, _running))
        {
            // A newer read, or the end of the page, took this one's place: nobody waits for its answer.
        }
        catch (Exception exception) when (isQuiet)
        {
            // Numbers a little old say more than a notice; the next change reads again.
            LogFailed(logger, exception);
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception);
            IsFailed = true;
            IsLoading = false;
        }
    }

    /// <summary>Reads again without a sign of it: the old value stays, also when this fails.</summary>
    /// <param name="load">What the page does to read; it calls <see cref="ReadAsync"/>.</param>
    /// <returns>False while another read runs: try again later.</returns>
    public async Task<bool> RefreshAsync(Func<Task> load)
    {
        if (_isDisposed || IsLoading)
        {
            return _isDisposed;
        }

        _isQuiet = true;
        await load();
        _isQuiet = false;
        return true;
    }

    public void Dispose()
    {
        _isDisposed = true;
        var running = _running;
        _running = null;
        running?.Cancel();
        running?.Dispose();
    }

    [LoggerMessage(1, LogLevel.Error, "A page could not read its data.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
