using System.Diagnostics;
using Dashboard.Storage.Rules;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// One run of taking an import out of the store, as the only writer. Works in batches, each a transaction that proves the lease: attempts
/// that another import has brought too become that one's, the others go with everything they had added to the counts. Broken off
/// anywhere, the next run goes on.
/// </summary>
public sealed class ImportRemoval : IAsyncDisposable
{
    private readonly WriterTransactions _transactions;
    private readonly NpgsqlConnection _connection;
    private readonly CurrentRules _rules;
    private readonly WorkspaceHours _hours;
    private readonly RemovedImport _import;
    private readonly BatchPace _pace;
    private readonly Dictionary<int, ContextIds> _contextIds = [];
    private AttemptPlace _after;

    internal ImportRemoval(WriterTransactions transactions, CurrentRules rules, WorkspaceHours hours, RemovedImport import, BatchPace pace)
    {
        _transactions = transactions;
        _connection = transactions.Connection;
        _rules = rules;
        _hours = hours;
        _import = import;
        _pace = pace;
        // Just before the first.
        _after = new AttemptPlace(import.First?.AddTicks(-TimeSpan.TicksPerMicrosecond) ?? default, 0);
    }

    /// <summary>Name of the stored original below the uploads folder; to be deleted before <see cref="CompleteAsync"/>. Empty for posts, of which no file was kept.</summary>
    public string StoredName => _import.StoredName;

    /// <summary>Takes the next attempts out of the store.</summary>
    /// <returns>False when there are none.</returns>
    /// <exception cref="LeaseLostException">Another writer has taken over.</exception>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        if (_import.Last is not { } last)
        {
            return false;
        }

        var rest = new AttemptSpan(_import.Id, _after, new AttemptPlace(last, long.MaxValue));
        using var turn = await _transactions.TakeTurnAsync(cancellationToken);
        var before = Stopwatch.GetTimestamp();
        await using var transaction = await _transactions.BeginAsync(cancellationToken);
        var reached = await TakeOutAsync(rest, cancellationToken);
        if (reached is null)
        {
            return false;
        }

        await _transactions.CommitAsync(transaction, "commit removal", cancellationToken);
        _after = reached.Value;
        _transactions.Announce();
        _pace.Next(Stopwatch.GetElapsedTime(before));
        return true;
    }

    /// <summary>Deletes the import itself, with its quarantine and its notes; its source too when that has nothing else.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        using var turn = await _transactions.TakeTurnAsync(cancellationToken);
        await using var transaction = await _transactions.BeginAsync(cancellationToken);
        await BequeathAsync(cancellationToken);

        await using (var command = new NpgsqlCommand(
            """
            delete from repeats where import_id = @import;
            delete from coverage where import_id = @import;
            delete from quarantined_lines where import_id = @import;
            delete from imports where id = @import
            """,
            _connection))
        {
            command.Parameters.AddWithValue("import", _import.Id);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await UsualRoutes.FollowAsync(_connection, _rules, cancellationToken);
        await DeleteSourceAsync(transaction, cancellationToken);
        await _transactions.CommitAsync(transaction, "commit removed", cancellationToken);
        _transactions.Announce();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _transactions.DisposeAsync();

    private async Task<AttemptPlace?> TakeOutAsync(AttemptSpan rest, CancellationToken cancellationToken)
    {
        var attempts = await RemovalStorage.ReadAsync(rest, _import.Heir, _pace.Limit, _connection, cancellationToken);
        if (attempts.Count == 0)
        {
            return null;
        }

        await ContextStorage.ReadIdsAsync(attempts.Select(a => a.Event.Place.ContextId), _contextIds, _connection, cancellationToken);
        var cells = new CellChanges(_hours, id => _contextIds[id]);
        var contributions = new ContributionChanges();
        var deliveries = new DeliveryRemovals(_import.Id, cells, contributions);
        var figures = new Dictionary<int, ImportFigures> { [_import.Id] = new() { Lines = -attempts.Count, Imported = -attempts.Count } };
        foreach (var attempt in attempts)
        {
            deliveries.Add(attempt);
            if (attempt.Heir is { } heir)
            {
                var gained = figures.TryGetValue(heir, out var known) ? known : figures[heir] = new ImportFigures();
                gained.TakeOver(attempt.Event.OccurredAt);
                if (_import.Heir is null)
                {
                    gained.Seen.Add(attempt);
                }
            }
        }

        await deliveries.ApplyAsync(_contextIds, _connection, cancellationToken);
        StoredAttempt[] kept = [.. attempts.Where(a => a.Heir is not null)];
        var end = new AttemptPlace(attempts[^1].Event.OccurredAt, attempts[^1].Event.EventKey);
        var deleted = 0;
        if (_import.Heir is { } ofAll)
        {
            await RemovalStorage.HandOverAsync(rest with { Last = end }, ofAll, _connection, cancellationToken);
        }
        else
        {
            await RemovalStorage.HandOverAsync(kept, _connection, cancellationToken);
            deleted = await RemovalStorage.DeleteAsync(rest with { Last = end }, _connection, cancellationToken);
        }

        if (deleted != attempts.Count - kept.Length)
        {
            throw new InvalidOperationException($"Import {_import.Id}: {deleted} attempts were deleted instead of {attempts.Count - kept.Length}.");
        }

        await deliveries.WriteAsync(_connection, cancellationToken);
        await CellStorage.WriteAsync(cells, null, _connection, cancellationToken);
        await CellStorage.DeleteEmptyAsync(cells, _connection, cancellationToken);
        await LatencyStorage.WriteAsync(cells, null, _connection, cancellationToken);
        await LatencyStorage.DeleteEmptyAsync(cells, _connection, cancellationToken);
        foreach (var heirs in kept.GroupBy(k => k.Heir!.Value))
        {
            await DuplicateSearch.CoverAsync(
                [.. heirs.Select(k => _hours.HourOf(k.Event.OccurredAt)).Distinct()], _import.SourceId, heirs.Key, _connection, cancellationToken);
        }

        foreach (var import in figures.Keys.Union(contributions.Imports))
        {
            await (figures.GetValueOrDefault(import) ?? new ImportFigures()).WriteAsync(import, contributions.Of(import), _connection, cancellationToken);
        }

        return end;
    }

    /// <summary>
    /// Who takes over the whole file has shown what it showed. What is left of the contribution (only where lines of earlier imports were
    /// read later) becomes that one's too, or the first one's of the source: all contributions together stay the counts.
    /// </summary>
    private async Task BequeathAsync(CancellationToken cancellationToken)
    {
        var heir = _import.Heir;
        if (heir is null)
        {
            await using var command = new NpgsqlCommand("select min(id) from imports where source_id = @source and id <> @import", _connection);
            command.Parameters.AddWithValue("source", _import.SourceId);
            command.Parameters.AddWithValue("import", _import.Id);
            heir = await command.ExecuteScalarAsync(cancellationToken) as int?;
        }

        if (heir is not null)
        {
            await ImportFigures.BequeathAsync(_import.Id, heir.Value, withSeen: _import.Heir is not null, _connection, cancellationToken);
        }
    }

    private async Task DeleteSourceAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        const string before = "source";
        await transaction.SaveAsync(before, cancellationToken);
        try
        {
            await using var command = new NpgsqlCommand(
                """
                delete from sources s where s.id = @source and s.reading_confirmed_at is null and s.capabilities = '{}'
                    and not exists (select from imports i where i.source_id = s.id)
                """,
                _connection);
            command.Parameters.AddWithValue("source", _import.SourceId);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            // Something else of it is kept: it stays.
            await transaction.RollbackAsync(before, cancellationToken);
        }
    }
}
