namespace Dashboard.Web.Imports;

/// <summary>Wakes the reading of the inbox when something was posted.</summary>
public sealed class InboxBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    /// <summary>Something was posted.</summary>
    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been rung already and not been heard yet.
        }
    }

    /// <summary>Waits until it is rung, or so long.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _rung.WaitAsync(atMost, cancellationToken);

    public void Dispose() => _rung.Dispose();
}
