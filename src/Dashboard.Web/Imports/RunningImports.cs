namespace Dashboard.Web.Imports;

/// <summary>Has a page read again each second, but only while something on it is unfinished.</summary>
public sealed class RunningImports : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly PeriodicTimer _timer;

    /// <param name="time">The clock.</param>
    /// <param name="isUnfinished">Whether there is a reason to read again.</param>
    /// <param name="readAsync">Reads again, on the page's own thread.</param>
    public RunningImports(TimeProvider time, Func<bool> isUnfinished, Func<Task> readAsync)
    {
        _timer = new PeriodicTimer(Interval, time);
        Watching = WatchAsync(isUnfinished, readAsync);
    }

    /// <summary>Ends when this is disposed.</summary>
    public Task Watching { get; }

    public void Dispose() => _timer.Dispose();

    private async Task WatchAsync(Func<bool> isUnfinished, Func<Task> readAsync)
    {
        while (await _timer.WaitForNextTickAsync())
        {
            if (isUnfinished())
            {
                await readAsync();
            }
        }
    }
}
