using Dashboard.Core.Providers;
using Dashboard.Storage.Rules;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>
/// Where no relay was reached and the directory does not know the domain, the provider is the one that the domain's mail usually
/// reaches: the provider of most of its attempts, of all time.
/// </summary>
internal static class UsualRoutes
{
    /// <summary>Brings every such route to what the counts say now; without any reached relay it is nobody's.</summary>
    public static async Task FollowAsync(NpgsqlConnection connection, CurrentRules rules, CancellationToken cancellationToken)
    {
        // Held until the end of the transaction, before any row is: who restates routes waits for it.
        var providers = (await rules.HoldAsync(connection, cancellationToken)).Providers;
        await RouteMoves.WriteAsync(await ReadAsync(providers, [], connection, cancellationToken), connection, cancellationToken);
    }

    /// <summary>Reads which of them have another provider than the counts say.</summary>
    /// <param name="providers">Known domains are not asked for.</param>
    /// <param name="others">Relays' routes whose providers change at the same time.</param>
    /// <param name="connection">Where to read.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<List<RouteMove>> ReadAsync(
        ProviderDirectory providers, IReadOnlyCollection<RouteMove> others, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with moved as (select * from unnest(@moved, @moved_to) as m(route_id, provider)),
            usual as (
                select distinct on (r.route_id) r.route_id, coalesce(m.provider, reached.provider) as provider
                from routes r
                join domains d on d.name = r.name
                join source_domain_day_cells c on c.domain_id = d.domain_id
                join routes reached on reached.route_id = c.route_id and not reached.by_domain and reached.name <> @together
                left join moved m on m.route_id = reached.route_id
                where r.by_domain and not (r.name = any(@known))
                group by r.route_id, coalesce(m.provider, reached.provider)
                order by r.route_id, sum(coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0)) desc,
                    sum(coalesce(c.throttled, 0)) desc, coalesce(m.provider, reached.provider))
            select o.route_id, o.name, o.provider, coalesce(usual.provider, @other)
            from routes o left join usual using (route_id)
            where o.by_domain and not (o.name = any(@known)) and o.provider <> coalesce(usual.provider, @other)
            """,
            connection) { CommandTimeout = 0 };
        command.Parameters.AddWithValue("known", await KnownDomainsAsync(connection, providers, cancellationToken));
        command.Parameters.AddWithValue("moved", others.Select(m => m.RouteId).ToArray());
        command.Parameters.AddWithValue("moved_to", others.Select(m => m.To).ToArray());
        command.Parameters.AddWithValue("other", Provider.Other.Id);
        command.Parameters.AddWithValue("together", NewNames.Other);
        var moves = new List<RouteMove>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            moves.Add(new RouteMove(reader.GetInt32(0), reader.GetString(1), true, reader.GetString(2), reader.GetString(3)));
        }

        return moves;
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
