using Dashboard.Storage.Writing;

namespace Dashboard.Web.Components.Reporting;

/// <summary>
/// Has an open page read again when something was stored, and sleeps while nothing is. At once the first time, then every few seconds
/// at most, and slower where reading takes long: pages never take more than a fifth of a connection's time.
/// </summary>
public sealed class LiveRefresh : IDisposable
{
    private const int Share = 4;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2.5);

    private readonly StoreChanges _changes;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly CancellationTokenSource _closed = new();

    /// <param name="changes">Says when something was stored.</param>
    /// <param name="time">The clock.</param>
    /// <param name="refreshAsync">Reads again, on the page's own thread; false when it could not be done now.</param>
    public LiveRefresh(StoreChanges changes, TimeProvider time, Func<Task<bool>> refreshAsync)
    {
        (_changes, _time) = (changes, time);
        changes.Changed += Note;
        Following = FollowAsync(refreshAsync, _closed.Token);
    }

    /// <summary>Ends when this is disposed.</summary>
    public Task Following { get; }

    public void Dispose()
    {
        _changes.Changed -= Note;
        _closed.Cancel();
        _closed.Dispose();
    }

    private void Note()
    {
        lock (_changed)
        {
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
    }

    private async Task FollowAsync(Func<Task<bool>> refreshAsync, CancellationToken closed)
    {
        try
        {
            while (true)
            {
                await _changed.WaitAsync(closed);
                var before = _time.GetTimestamp();
                if (!await refreshAsync())
                {
                    Note();
                }

                var pause = _time.GetElapsedTime(before) * Share;
                await Task.Delay(pause > Least ? pause : Least, _time, closed);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was closed.
        }
    }
}
