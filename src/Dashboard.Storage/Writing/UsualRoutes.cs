using Dashboard.Core.Providers;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Where no relay was reached and the directory does not know the domain, the provider is the one that the domain's mail usually
/// reaches: the provider of most of its attempts, of all time.
/// </summary>
internal static class UsualRoutes
{
    /// <summary>Brings every such route to what the counts say now; without any reached relay it is nobody's.</summary>
    public static async Task FollowAsync(NpgsqlConnection connection, ProviderDirectory providers, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with usual as (
                select distinct on (r.route_id) r.route_id, reached.provider
                from routes r
                join domains d on d.name = r.name
                join domain_cells c on c.domain_id = d.domain_id
                join routes reached on reached.route_id = c.route_id and not reached.by_domain and reached.name <> @together
                where r.by_domain and not (r.name = any(@known))
                group by r.route_id, reached.provider
                order by r.route_id, sum(coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0)) desc,
                    sum(coalesce(c.throttled, 0)) desc, reached.provider)
            update routes r set provider = coalesce(usual.provider, @other)
            from routes o left join usual using (route_id)
            where r.route_id = o.route_id and o.by_domain and not (o.name = any(@known)) and r.provider <> coalesce(usual.provider, @other)
            """,
            connection);
        command.Parameters.AddWithValue("known", await KnownDomainsAsync(connection, providers, cancellationToken));
        command.Parameters.AddWithValue("other", Provider.Other.Id);
        command.Parameters.AddWithValue("together", NewNames.Other);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<string[]> KnownDomainsAsync(NpgsqlConnection connection, ProviderDirectory providers, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select name from routes where by_domain", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var name = reader.GetString(0);
            if (providers.ByDomain(name) is not null)
            {
                known.Add(name);
            }
        }

        return [.. known];
    }
}
