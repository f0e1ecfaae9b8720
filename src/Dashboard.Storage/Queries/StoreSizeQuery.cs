using Npgsql;

namespace Dashboard.Storage.Queries;

/// <summary>The database as an operator asks about it.</summary>
/// <param name="Version">PostgreSQL's own words: <c>15.14</c>.</param>
/// <param name="Bytes">Size of the whole database.</param>
/// <param name="Events">Rows of events by the planner's estimate; a count would read them all.</param>
/// <param name="Days">Days that have events: one partition each.</param>
public sealed record StoreSize(string Version, long Bytes, long Events, int Days);

/// <summary>How large the store is.</summary>
public sealed class StoreSizeQuery(NpgsqlDataSource dataSource)
{
    /// <summary>Reads it from the catalogue; quick whatever the size.</summary>
    public async Task<StoreSize> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select current_setting('server_version'), pg_database_size(current_database()),
                coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint, count(c.oid)::int
            from pg_inherits i join pg_class c on c.oid = i.inhrelid
            where i.inhparent = 'attempts'::regclass
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new StoreSize(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt32(3));
    }
}
