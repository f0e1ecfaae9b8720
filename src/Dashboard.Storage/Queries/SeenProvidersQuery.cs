using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>How much mail a provider received in a range.</summary>
/// <param name="Id">Provider id; one that the directory does not know any more may be among them.</param>
/// <param name="Attempts">Attempts.</param>
/// <param name="Accepted">Of those, accepted.</param>
/// <param name="Relays">Groups of relays it was reached through.</param>
/// <param name="Domains">Recipient domains whose mail it received, or would have.</param>
public sealed record SeenProvider(string Id, long Attempts, long Accepted, long Relays, long Domains);

/// <summary>Which providers mail goes to. Reads counts by day.</summary>
public sealed class SeenProvidersQuery(NpgsqlDataSource dataSource)
{
    /// <summary>Reads all that received mail in a range of whole days, by id.</summary>
    public async Task<IReadOnlyDictionary<string, SeenProvider>> ReadAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("seen-providers");
        await using var command = dataSource.CreateCommand(
            """
            with counted as (
                select r.provider, sum(coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0))::bigint as attempts,
                    sum(coalesce(c.att_accepted, 0))::bigint as accepted, count(distinct r.route_id) filter (where not r.by_domain) as relays
                from source_day_cells c join routes r using (route_id)
                where c.hour >= @from and c.hour < @to group by 1),
            behind as (
                select r.provider, count(distinct p.domain_id) as domains
                from (select distinct route_id, domain_id from source_domain_day_cells where hour >= @from and hour < @to) p join routes r using (route_id)
                group by 1)
            select counted.provider, attempts, accepted, relays, coalesce(domains, 0) from counted left join behind using (provider)
            """);
        command.Parameters.AddWithValue("from", NpgsqlDbType.TimestampTz, from.UtcDateTime);
        command.Parameters.AddWithValue("to", NpgsqlDbType.TimestampTz, to.UtcDateTime);
        var found = new Dictionary<string, SeenProvider>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetString(0);
            found[id] = new SeenProvider(id, reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
        }

        return found;
    }
}
