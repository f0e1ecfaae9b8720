using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// The connection of one writer (an import's session, a removal, retention) and its transactions: each in its turn, with the lease proved
/// at its beginning, and told to other processes at its end.
/// </summary>
internal sealed class WriterTransactions(NpgsqlConnection connection, HeldLease lease, Action ended, Action stored) : IAsyncDisposable
{
    /// <summary>The writer's connection.</summary>
    public NpgsqlConnection Connection => connection;

    /// <summary>The turn of a writer that has it from its beginning to its end; else it takes one for each transaction.</summary>
    public Turn? OwnTurn { get; init; }

    /// <summary>The transaction in which such a writer began, and in which its only batch is stored.</summary>
    public NpgsqlTransaction? OwnTransaction { get; init; }

    /// <summary>Waits until no other writer of this process is in a transaction.</summary>
    public Task<Turn> TakeTurnAsync(CancellationToken cancellationToken) =>
        OwnTurn is null ? lease.TakeTurnAsync(cancellationToken) : Task.FromResult(default(Turn));

    /// <summary>Begins a transaction that proves the lease. Only in a turn.</summary>
    /// <exception cref="LeaseLostException">Another writer has taken over.</exception>
    public async Task<NpgsqlTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        var transaction = OwnTransaction ?? await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await ProveAsync(cancellationToken);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Proves the lease, and so keeps it. Only in a turn.</summary>
    /// <exception cref="LeaseLostException">Another writer has taken over.</exception>
    public Task ProveAsync(CancellationToken cancellationToken) => lease.ProveAsync(connection, cancellationToken);

    /// <summary>Commits, and tells other processes.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="step">Its name in traces.</param>
    /// <param name="cancellationToken">Cancels before it is committed.</param>
    public async Task CommitAsync(NpgsqlTransaction transaction, string step, CancellationToken cancellationToken)
    {
        await StoreChanges.TellAsync(connection, lease.Holder, cancellationToken);
        using (ImportMetrics.StartPhase(step))
        {
            await transaction.CommitAsync(cancellationToken);
        }
    }

    /// <summary>Says within this process that something was stored.</summary>
    public void Announce() => stored();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => WriterEnd.EndAsync(connection, OwnTurn, lease, ended);
}
