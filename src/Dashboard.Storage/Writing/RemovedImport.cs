using Dashboard.Storage.Imports;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>An import that is being deleted.</summary>
/// <param name="Id">Row id.</param>
/// <param name="SourceId">Its source.</param>
/// <param name="StoredName">Its stored original.</param>
/// <param name="First">Earliest event, UTC; null when none.</param>
/// <param name="Last">Latest event, UTC; null when none.</param>
/// <param name="Heir">The import of the same file that takes over everything; null when there is none.</param>
internal sealed record RemovedImport(int Id, int SourceId, string StoredName, DateTime? First, DateTime? Last, int? Heir)
{
    /// <summary>
    /// Begins, or goes on, to delete an import. When another has the same file, that one takes over all that it brought: it is fixed who,
    /// and further imports of the file repeat that one from now on.
    /// </summary>
    /// <returns>Null when it is not to be deleted.</returns>
    public static async Task<RemovedImport?> BeginAsync(int importId, HeldLease lease, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var turn = await lease.TakeTurnAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await lease.ProveAsync(connection, cancellationToken);
        // One that was to hand over to this one hands over to its heir instead.
        await using (var command = new NpgsqlCommand(
            """
            update imports set heir_import_id = (select min(id) from imports where repeats_import_id = @import and status = @completed)
            where heir_import_id = @import or (id = @import and heir_import_id is null);
            insert into coverage (source_id, hour, import_id)
            select c.source_id, c.hour, i.heir_import_id from imports i join coverage c on c.import_id = i.id
            where (i.id = @import or i.heir_import_id = (select heir_import_id from imports where id = @import)) and i.heir_import_id is not null
            on conflict do nothing;
            update imports r set repeats_import_id = case when r.id = i.heir_import_id or r.status <> @completed then null else i.heir_import_id end
            from imports i where i.id = @import and r.repeats_import_id = @import
            """,
            connection))
        {
            command.Parameters.AddWithValue("import", importId);
            command.Parameters.AddWithValue("completed", (int)ImportStatus.Completed);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var import = await ReadAsync(importId, connection, cancellationToken);
        if (import is not null)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return import;
    }

    private static async Task<RemovedImport?> ReadAsync(int importId, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select source_id, stored_name, first_event_at, last_event_at, heir_import_id from imports where id = @import and status = @deleting
            """,
            connection);
        command.Parameters.AddWithValue("import", importId);
        command.Parameters.AddWithValue("deleting", (int)ImportStatus.Deleting);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new RemovedImport(
                importId,
                reader.GetInt32(0),
                reader.GetString(1),
                reader.IsDBNull(2) ? null : reader.GetDateTime(2),
                reader.IsDBNull(3) ? null : reader.GetDateTime(3),
                reader.IsDBNull(4) ? null : reader.GetInt32(4))
            : null;
    }
}
