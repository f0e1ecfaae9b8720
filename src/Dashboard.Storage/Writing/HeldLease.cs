using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>One stretch of time for which this process has had the lease, under one fencing token.</summary>
internal sealed class HeldLease(SharedLease shared, long token)
{
    /// <summary>The fencing token.</summary>
    public long Token { get; } = token;

    /// <summary>The process that holds it.</summary>
    public string Holder => shared.Holder;

    /// <summary>Sessions that write under it; guarded by the shared lease.</summary>
    public int Holders { get; set; } = 1;

    /// <summary>Waits until no other session of this process is in a transaction.</summary>
    public async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await shared.Turn.WaitAsync(cancellationToken);
        return new Turn(shared.Turn);
    }

    /// <summary>Proves the token in a transaction; see <see cref="StoreLease.ProveAsync"/>. Only in a turn.</summary>
    public async Task ProveAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await StoreLease.ProveAsync(connection, Token, cancellationToken);
        }
        catch (LeaseLostException)
        {
            shared.Forget(this);
            throw;
        }
    }

    /// <summary>Gives it back.</summary>
    public Task ReturnAsync() => shared.ReturnAsync(this);
}

/// <summary>The right to be in a transaction; ends when disposed.</summary>
/// <param name="turn">What is released at the end; null when somebody else's turn is used.</param>
internal readonly struct Turn(SemaphoreSlim? turn) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => turn?.Release();
}
