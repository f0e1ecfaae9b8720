using Dashboard.Core.Classification.Own;
using Dashboard.Core.Providers;
using Dashboard.Storage.Rules;
using Dashboard.Storage.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>Mail of which the directory does not know who receives it.</summary>
/// <param name="Name">A group of relays, or a recipient domain of mail that reached no relay.</param>
/// <param name="Attempts">Attempts in the range.</param>
/// <param name="Accepted">Of those, accepted.</param>
/// <param name="Domains">Recipient domains behind it.</param>
/// <param name="Hosts">Relay hosts in it; 0 for a domain.</param>
/// <param name="Host">One of them; null for a domain, and where none is kept.</param>
/// <param name="Suggestion">Who it may be; null when nothing speaks for anybody.</param>
/// <param name="WhyNot">Why nobody can be said to be behind it, a sentence; null when somebody can.</param>
public sealed record UnknownRoute(
    string Name, long Attempts, long Accepted, long Domains, long Hosts, string? Host, ProviderSuggestion? Suggestion, string? WhyNot);

/// <summary>One page of them, and how much there is.</summary>
/// <param name="Rows">Those with most attempts first.</param>
/// <param name="Relays">Unknown groups of relays with attempts in the range.</param>
/// <param name="RelayAttempts">Their attempts.</param>
/// <param name="Domains">Unknown domains of mail that reached no relay.</param>
/// <param name="DomainAttempts">Their attempts.</param>
/// <param name="Attempts">All attempts of the range, whoever received them.</param>
public sealed record UnknownRoutes(
    IReadOnlyList<UnknownRoute> Rows, long Relays, long RelayAttempts, long Domains, long DomainAttempts, long Attempts);

/// <summary>Which relays and domains are nobody's, by volume, with a suggestion. Reads counts by day, and no name server.</summary>
public sealed class UnknownRoutesQuery(NpgsqlDataSource dataSource, CurrentRules rules)
{
    private const int MostReplies = 30;
    private const int MostDomains = 5;
    private const string Attempts = "coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0)";

    /// <summary>Reads one page.</summary>
    /// <param name="byDomain">Recipient domains instead of relays.</param>
    /// <param name="from">Start of whole days, UTC.</param>
    /// <param name="to">Their end, UTC.</param>
    /// <param name="offset">Rows to leave out at the start.</param>
    /// <param name="limit">Rows wanted.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<UnknownRoutes> ReadAsync(
        bool byDomain, DateTimeOffset from, DateTimeOffset to, int offset, int limit, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("unknown-routes");
        var providers = rules.Now.Providers;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var totals = (Relays: 0L, RelayAttempts: 0L, Domains: 0L, DomainAttempts: 0L, All: 0L);
        var found = new List<(int Id, string Name, long Attempts, long Accepted)>();
        await using (var command = Command(
            $"""
            with sums as materialized (
                select c.route_id, sum({Attempts})::bigint as attempts, sum(coalesce(c.att_accepted, 0))::bigint as accepted
                from source_day_cells c where c.hour >= @from and c.hour < @to group by 1),
            unknown as materialized (
                select r.route_id, r.name, r.by_domain, s.attempts, s.accepted
                from sums s join routes r using (route_id) where r.provider = @other and s.attempts > 0 and r.name not in (@together, '')),
            page as (
                select * from unknown where by_domain = @by_domain order by attempts desc, name offset @offset limit @limit)
            select 0, 0, '', count(*) filter (where not by_domain), coalesce(sum(attempts) filter (where not by_domain), 0)::bigint,
                count(*) filter (where by_domain), coalesce(sum(attempts) filter (where by_domain), 0)::bigint, coalesce((select sum(attempts) from sums), 0)::bigint
            from unknown
            union all select 1, route_id, name, attempts, accepted, 0, 0, 0 from page
            order by 1, 4 desc, 3
            """,
            connection, from, to))
        {
            command.Parameters.AddWithValue("other", Provider.Other.Id);
            command.Parameters.AddWithValue("together", NewNames.Other);
            command.Parameters.AddWithValue("by_domain", byDomain);
            command.Parameters.AddWithValue("offset", offset);
            command.Parameters.AddWithValue("limit", limit);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                if (reader.GetInt32(0) == 0)
                {
                    totals = (reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5), reader.GetInt64(6), reader.GetInt64(7));
                }
                else
                {
                    found.Add((reader.GetInt32(1), reader.GetString(2), reader.GetInt64(3), reader.GetInt64(4)));
                }
            }
        }

        int[] ids = [.. found.Select(f => f.Id)];
        var hosts = byDomain ? [] : await HostsAsync(ids, connection, cancellationToken);
        var domains = byDomain ? [] : await DomainsAsync(ids, from, to, connection, cancellationToken);
        var replies = (await RepliesAsync(ids, from, to, connection, cancellationToken)).ToLookup(r => r.Route, r => r.Sample);
        var rows = found.Select(f =>
        {
            var (host, count) = hosts.GetValueOrDefault(f.Id);
            var behind = domains.GetValueOrDefault(f.Id, (Count: byDomain ? 1 : 0, Top: []));
            return new UnknownRoute(
                f.Name, f.Attempts, f.Accepted, behind.Count, count, host,
                ProviderSuggestion.Of(providers, host is null ? [f.Name] : [f.Name, host], [.. replies[f.Id]], behind.Top),
                byDomain ? null : WhyNot(f.Name));
        });
        return new UnknownRoutes([.. rows], totals.Relays, totals.RelayAttempts, totals.Domains, totals.DomainAttempts, totals.All);
    }

    // Groups that were stored before names were kept in A-labels are mapped by those.
    private static string? WhyNot(string group) => group.Contains('.', StringComparison.Ordinal)
        ? OwnProviderCheck.MistakeOfRelay(OwnProvider.NormalRelay(group), ProviderDirectory.Default)
        : "Addresses and bare names belong to nobody: the log does not say who answered.";

    private static async Task<Dictionary<int, (string Host, long Count)>> HostsAsync(int[] routes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select route_id, min(host), count(*) from relays where route_id = any(@routes) group by 1", connection);
        command.Parameters.AddWithValue("routes", routes);
        var found = new Dictionary<int, (string, long)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found[reader.GetInt32(0)] = (reader.GetString(1), reader.GetInt64(2));
        }

        return found;
    }

    private static async Task<Dictionary<int, (long Count, List<(string Name, long Attempts)> Top)>> DomainsAsync(
        int[] routes, DateTimeOffset from, DateTimeOffset to, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(
            $"""
            select route_id, behind, d.name, attempts
            from (
                select c.route_id, c.domain_id, sum({Attempts})::bigint as attempts, count(*) over (partition by c.route_id) as behind,
                    row_number() over (partition by c.route_id order by sum({Attempts}) desc, c.domain_id) as place
                from source_domain_day_cells c where c.hour >= @from and c.hour < @to and c.route_id = any(@routes) group by 1, 2) s
            join domains d using (domain_id) where place <= {MostDomains}
            """,
            connection, from, to);
        command.Parameters.AddWithValue("routes", routes);
        var found = new Dictionary<int, (long Count, List<(string, long)> Top)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!found.TryGetValue(reader.GetInt32(0), out var behind))
            {
                found[reader.GetInt32(0)] = behind = (reader.GetInt64(1), []);
            }

            behind.Top.Add((reader.GetString(2), reader.GetInt64(3)));
        }

        return found;
    }

    private static async Task<List<(int Route, string Sample)>> RepliesAsync(
        int[] routes, DateTimeOffset from, DateTimeOffset to, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = Command(
            $"""
            select route_id, t.sample
            from (
                select c.route_id, c.template_id, row_number() over (partition by c.route_id order by sum({Attempts}) desc, c.template_id) as place
                from source_day_cells c where c.hour >= @from and c.hour < @to and c.route_id = any(@routes) group by 1, 2) s
            join templates t using (template_id) where place <= {MostReplies} and not t.local
            """,
            connection, from, to);
        command.Parameters.AddWithValue("routes", routes);
        var found = new List<(int, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetInt32(0), reader.GetString(1)));
        }

        return found;
    }

    private static NpgsqlCommand Command(string sql, NpgsqlConnection connection, DateTimeOffset from, DateTimeOffset to)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddWithValue("from", NpgsqlDbType.TimestampTz, from.UtcDateTime);
        command.Parameters.AddWithValue("to", NpgsqlDbType.TimestampTz, to.UtcDateTime);
        return command;
    }
}
