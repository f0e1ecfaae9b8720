using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// This process's hold on the store's lease. A running import and the posts that come in meanwhile share one token; each takes its turn
/// for the length of a transaction. The lease goes back when the last of them ends.
/// </summary>
/// <remarks>
/// None of them owns it: each one's connection keeps the token's advisory lock, so the lease lives as long as any of these connections,
/// and one that breaks concerns its own session alone.
/// </remarks>
internal sealed class SharedLease(NpgsqlDataSource dataSource, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _taking = new(1);
    private readonly Lock _counting = new();
    private HeldLease? _held;

    /// <summary>Unique to this process, so that it can take its own lease back after a broken connection.</summary>
    public string Holder { get; } = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Whose transaction it is. Asynchronous waiters get it in the order in which they came.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>
    /// Waits for the lease. What an earlier holder of this process may have left in the middle of its commit has ended when this returns:
    /// only then may it be read where things stand.
    /// </summary>
    /// <param name="connection">That of the session that will write under it.</param>
    /// <param name="cancellationToken">Cancels the waiting.</param>
    public async Task<HeldLease> TakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _taking.WaitAsync(cancellationToken);
        try
        {
            if (Join() is { } held)
            {
                if (await IsStillOursAsync(held, connection, cancellationToken))
                {
                    return held;
                }

                Forget(held);
                await ReturnAsync(held);
            }

            while (true)
            {
                if (await StoreLease.TryTakeAsync(connection, Holder, cancellationToken) is { } token)
                {
                    var taken = new HeldLease(this, token);
                    lock (_counting)
                    {
                        _held = taken;
                    }

                    return taken;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(500), time, cancellationToken);
            }
        }
        finally
        {
            _taking.Release();
        }
    }

    /// <summary>One holder fewer.</summary>
    public async Task ReturnAsync(HeldLease lease)
    {
        lock (_counting)
        {
            if (--lease.Holders > 0)
            {
                return;
            }

            _held = _held == lease ? null : _held;
        }

        try
        {
            await StoreLease.ReleaseAsync(dataSource, lease.Token, CancellationToken.None);
        }
        catch (Exception e) when (WriterEnd.IsBroken(e))
        {
            // The database is away; the lease runs out by itself.
        }
    }

    /// <summary>Another process has taken over: whoever comes next takes the lease anew.</summary>
    public void Forget(HeldLease lease)
    {
        lock (_counting)
        {
            _held = _held == lease ? null : _held;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _taking.Dispose();
        Turn.Dispose();
    }

    private HeldLease? Join()
    {
        lock (_counting)
        {
            if (_held is not null)
            {
                _held.Holders++;
            }

            return _held;
        }
    }

    // Waits for the row of the lease, and so for a commit that is on its way over a connection that broke.
    private async Task<bool> IsStillOursAsync(HeldLease held, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            using var turn = await held.TakeTurnAsync(cancellationToken);
            // First the lock: from the proof on, this connection keeps the lease alive too.
            await StoreLease.ShareAsync(connection, held.Token, cancellationToken);
            await StoreLease.ProveAsync(connection, held.Token, cancellationToken);
            return true;
        }
        catch (LeaseLostException)
        {
            return false;
        }
        catch
        {
            await ReturnAsync(held);
            throw;
        }
    }
}
