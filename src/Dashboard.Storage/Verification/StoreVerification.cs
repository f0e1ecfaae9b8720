using System.Data;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Writing;
using Npgsql;

namespace Dashboard.Storage.Verification;

/// <summary>
/// The product's own check that no figure is wrong: every import's lines add up, every delivery is what its attempts say, every count and
/// every histogram equals a recount, and everything counted has a category. It reads one snapshot, so it may run beside an import; it
/// changes nothing.
/// </summary>
public sealed class StoreVerification(NpgsqlDataSource dataSource, WorkspaceZone zone)
{
    /// <summary>Checks the store and fills in what was found.</summary>
    public async Task RunAsync(StoreCheck check, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(check);
        var findings = new Findings();
        var hours = await zone.HoursAsync(cancellationToken);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        var contexts = await ReadContextsAsync(connection, cancellationToken);
        var cells = new CellChanges(hours, id => contexts[id]);
        var recount = new Recount(cells, contexts, findings, connection);

        // Attempts go by whole UTC days, and before the first of them only their counts are kept.
        var since = await FirstDayAsync(connection, cancellationToken);
        if (since is { } first)
        {
            await recount.ReadBegunBeforeAsync(first, cancellationToken);
            var comparison = new CellComparison(new RecountedCells(cells), first, findings, connection);
            foreach (var (_, day) in await Partitions.ListAsync(connection, cancellationToken))
            {
                await recount.ReadDayAsync(day, cancellationToken);
                await comparison.CompareAsync(day.AddDays(1), cancellationToken);
            }

            await comparison.CompareAsync(DateTime.MaxValue, cancellationToken);
            await recount.CompareHistoriesAsync(first, cancellationToken);
            check.Cells = comparison.Compared;
        }

        await MissingClasses.CompareAsync(findings, connection, cancellationToken);
        await ImportSums.CompareAsync(recount.ByImport, since, findings, connection, cancellationToken);
        check.Attempts = recount.Attempts;
        check.Differences = findings.Count;
        check.Findings = findings.Sentences;
    }

    private static async Task<Dictionary<int, ContextIds>> ReadContextsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select context_id, flow_id, stream_id, source_id from contexts join flows using (flow_id)", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var contexts = new Dictionary<int, ContextIds>();
        while (await reader.ReadAsync(cancellationToken))
        {
            contexts.Add(reader.GetInt32(0), new ContextIds(reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3)));
        }

        return contexts;
    }

    private static async Task<DateTime?> FirstDayAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select min(occurred_at) from attempts", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime first ? first.Date : null;
    }
}
