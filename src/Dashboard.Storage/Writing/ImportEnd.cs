using Dashboard.Storage.Imports;
using Dashboard.Storage.Rules;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>How an import ends: completed or failed, in the transaction that settles what only the whole of it can tell.</summary>
internal sealed class ImportEnd(WriterTransactions transactions, CurrentRules rules, TimeProvider time, WorkspaceHours hours)
{
    private NpgsqlConnection Connection => transactions.Connection;

    /// <summary>Every line was taken and stored.</summary>
    /// <param name="progress">Where the import stands.</param>
    /// <param name="acceptedAgain">Deliveries that may have been accepted more than once; null: any.</param>
    /// <param name="cancellationToken">Cancels before anything is committed.</param>
    public async Task CompleteAsync(ImportProgress progress, IReadOnlyCollection<long>? acceptedAgain, CancellationToken cancellationToken)
    {
        using var turn = await transactions.TakeTurnAsync(cancellationToken);
        await using var transaction = await transactions.BeginAsync(cancellationToken);
        progress.Contribute(await new Settlement(Connection, rules, hours).SettleAsync(progress, acceptedAgain, cancellationToken));
        progress.Status = ImportStatus.Completed;
        progress.IsRetry = false;
        await progress.WriteAsync(Connection, time.GetUtcNow(), cancellationToken);
        await transactions.CommitAsync(transaction, "commit completed", cancellationToken);
        transactions.Announce();
        ImportMetrics.Finished(ImportStatus.Completed);
    }

    /// <summary>It can never be completed. What it brought stays counted, and is settled like that of a whole one.</summary>
    /// <param name="progress">Where the import stands; a batch in hand is thrown away.</param>
    /// <param name="acceptedAgain">Deliveries that may have been accepted more than once; null: any.</param>
    /// <param name="error">Why, a sentence for a person.</param>
    /// <param name="cancellationToken">Cancels before anything is committed.</param>
    public async Task FailAsync(
        ImportProgress progress, IReadOnlyCollection<long>? acceptedAgain, string error, CancellationToken cancellationToken)
    {
        using var turn = await transactions.TakeTurnAsync(cancellationToken);
        await using var transaction = await transactions.BeginAsync(cancellationToken);
        // The batch in hand is thrown away, so only what settling changes is written, not the progress.
        var settled = await new Settlement(Connection, rules, hours).SettleAsync(progress, acceptedAgain, cancellationToken);
        await new ImportFigures().WriteAsync(progress.ImportId, settled, Connection, cancellationToken);
        await using (var command = new NpgsqlCommand(
            "update imports set status = @status, error = @error, finished_at = @now where id = @id", Connection))
        {
            command.Parameters.AddWithValue("id", progress.ImportId);
            command.Parameters.AddWithValue("status", (int)ImportStatus.Failed);
            command.Parameters.AddWithValue("error", error);
            command.Parameters.AddWithValue("now", time.GetUtcNow().ToUniversalTime());
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transactions.CommitAsync(transaction, "commit failed", cancellationToken);
        transactions.Announce();
        ImportMetrics.Finished(ImportStatus.Failed);
    }
}
