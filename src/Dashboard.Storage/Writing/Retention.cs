using Dashboard.Storage.Accounts;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Deletes what is older than it is to be kept: whole days of single attempts, oldest first and none out of turn, then counts. From the
/// end of the last deleted day on everything is there, and what an import brings from before cannot be told from what was counted.
/// </summary>
internal sealed class Retention(WriterTransactions transactions, Workspace workspace, DateTime now) : IAsyncDisposable
{
    private NpgsqlConnection Connection => transactions.Connection;

    /// <summary>Deletes; what a broken-off run left is deleted by the next.</summary>
    /// <returns>Days of single attempts that were deleted.</returns>
    public async Task<int> ApplyAsync(CancellationToken cancellationToken)
    {
        var keptSince = now.AddDays(-workspace.AttemptDays);
        var since = workspace.AttemptsSince?.UtcDateTime;
        var days = 0;
        foreach (var (name, day) in await Partitions.ListAsync(Connection, cancellationToken))
        {
            if (day.AddDays(1) > keptSince || !await TryDeleteDayAsync(name, day, keptSince, cancellationToken))
            {
                break;
            }

            since = day.AddDays(1);
            days++;
        }

        if (since is { } first)
        {
            await DeleteDeliveriesAsync(first, cancellationToken);
            var countsSince = now.AddMonths(-workspace.CountMonths);
            await DeleteCountsAsync(countsSince < first ? countsSince : first, cancellationToken);
        }

        return days;
    }

    public ValueTask DisposeAsync() => transactions.DisposeAsync();

    // A log of last year that was imported today is kept as long as one of today.
    private async Task<bool> IsImportedSinceAsync(DateTime day, DateTime keptSince, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select exists (
                select from coverage c join imports i on i.id = c.import_id
                where c.hour > @day - interval '1 hour' and c.hour < @day + interval '1 day' and (i.finished_at is null or i.finished_at > @since))
            """,
            Connection);
        command.Parameters.AddWithValue("day", NpgsqlDbType.TimestampTz, day);
        command.Parameters.AddWithValue("since", NpgsqlDbType.TimestampTz, keptSince);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<bool> TryDeleteDayAsync(string partition, DateTime day, DateTime keptSince, CancellationToken cancellationToken)
    {
        using var turn = await transactions.TakeTurnAsync(cancellationToken);
        await using var transaction = await transactions.BeginAsync(cancellationToken);
        // In the turn: posts may bring events of the day meanwhile.
        if (await IsImportedSinceAsync(day, keptSince, cancellationToken))
        {
            return false;
        }

        await using var command = new NpgsqlCommand(
            // Whoever reads for long (a check of the store) is not waited for: all pages would wait behind. The next run goes on.
            $"""
            set local lock_timeout = '3s';
            drop table {partition};
            delete from coverage where hour < @end - interval '1 hour';
            delete from repeats where occurred_at < @end;
            update workspaces set attempts_since = @end
            """,
            Connection);
        command.Parameters.AddWithValue("end", NpgsqlDbType.TimestampTz, day.AddDays(1));
        await command.ExecuteNonQueryAsync(cancellationToken);
        await CommitAsync(transaction, cancellationToken);
        return true;
    }

    private async Task DeleteDeliveriesAsync(DateTime since, CancellationToken cancellationToken)
    {
        using var turn = await transactions.TakeTurnAsync(cancellationToken);
        await using var transaction = await transactions.BeginAsync(cancellationToken);
        await using var command = new NpgsqlCommand("delete from deliveries where last_event_at < @since", Connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("since", NpgsqlDbType.TimestampTz, since);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await CommitAsync(transaction, cancellationToken);
    }

    private async Task DeleteCountsAsync(DateTime since, CancellationToken cancellationToken)
    {
        using var turn = await transactions.TakeTurnAsync(cancellationToken);
        await using var transaction = await transactions.BeginAsync(cancellationToken);
        foreach (var table in Cube.All.Select(c => c.Table).Concat(LatencyTable.All.Select(l => l.Table)))
        {
            await using var command = new NpgsqlCommand($"delete from {table} where hour < @since", Connection) { CommandTimeout = 0 };
            command.Parameters.AddWithValue("since", NpgsqlDbType.TimestampTz, since);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await CommitAsync(transaction, cancellationToken);
    }

    private async Task CommitAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await transactions.CommitAsync(transaction, "commit retention", cancellationToken);
        transactions.Announce();
    }
}
