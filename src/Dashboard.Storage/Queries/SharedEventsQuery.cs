using Dashboard.Storage.Imports;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>Events of one import that another has brought too.</summary>
/// <param name="ImportId">The other import, which keeps them when the one is deleted.</param>
/// <param name="FileName">Its file; text from outside.</param>
/// <param name="Events">How many.</param>
public sealed record SharedEvents(int ImportId, string FileName, long Events);

/// <summary>What stays when an import is deleted.</summary>
public sealed class SharedEventsQuery(NpgsqlDataSource dataSource)
{
    /// <summary>Events of the import that stay, by the import that keeps them, most first; each event once.</summary>
    public async Task<IReadOnlyList<SharedEvents>> ReadAsync(Import import, CancellationToken cancellationToken)
    {
        if (import is not { FirstEventAt: { } first, LastEventAt: { } last })
        {
            return [];
        }

        // One that has the same file keeps everything; the bounds let the planner leave out partitions.
        await using var command = dataSource.CreateCommand(
            """
            with heir as (select min(id) as id from imports where repeats_import_id = @import and status = @completed),
            noted as (
                select min(r.import_id) as import_id
                from repeats r
                join imports i on i.id = r.import_id and i.status <> @deleting
                join attempts a on a.occurred_at = r.occurred_at and a.event_key = r.event_key and a.import_id = @import
                where r.import_id <> @import and r.occurred_at between @first and @last and a.occurred_at between @first and @last
                    and (select id from heir) is null
                group by r.occurred_at, r.event_key),
            shared as (
                select id as import_id, @imported as events from heir
                union all
                select import_id, count(*) from noted group by 1)
            select i.id, i.file_name, s.events from shared s join imports i on i.id = s.import_id order by s.events desc, i.id
            """);
        command.Parameters.AddWithValue("import", import.Id);
        command.Parameters.AddWithValue("imported", import.Imported);
        command.Parameters.AddWithValue("completed", (int)ImportStatus.Completed);
        command.Parameters.AddWithValue("deleting", (int)ImportStatus.Deleting);
        command.Parameters.AddWithValue("first", NpgsqlDbType.TimestampTz, first.UtcDateTime);
        command.Parameters.AddWithValue("last", NpgsqlDbType.TimestampTz, last.UtcDateTime);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var shared = new List<SharedEvents>();
        while (await reader.ReadAsync(cancellationToken))
        {
            shared.Add(new SharedEvents(reader.GetInt32(0), reader.GetString(1), reader.GetInt64(2)));
        }

        return shared;
    }
}
