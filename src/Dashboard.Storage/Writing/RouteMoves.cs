using Dashboard.Core.Providers;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>A route whose provider changes.</summary>
/// <param name="RouteId">Row id.</param>
/// <param name="Name">The group of relays, or the recipient domain.</param>
/// <param name="ByDomain">True for a recipient domain whose mail reached no relay.</param>
/// <param name="From">Provider id as stored.</param>
/// <param name="To">Provider id as it is to be.</param>
internal sealed record RouteMove(int RouteId, string Name, bool ByDomain, string From, string To);

/// <summary>Brings routes to who is behind them. Attempts and cells keep their routes, and follow.</summary>
internal static class RouteMoves
{
    /// <summary>Reads every route whose stored provider is not the directory's.</summary>
    public static async Task<List<RouteMove>> ReadAsync(ProviderDirectory providers, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var moves = new List<RouteMove>();
        await using (var command = new NpgsqlCommand("select route_id, name, by_domain, provider from routes", connection))
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var (name, byDomain, from) = (reader.GetString(1), reader.GetBoolean(2), reader.GetString(3));
                if (ProviderOf(name, byDomain, providers) is { } to && to.Id != from)
                {
                    moves.Add(new RouteMove(reader.GetInt32(0), name, byDomain, from, to.Id));
                }
            }
        }

        moves.AddRange(await UsualRoutes.ReadAsync(providers, moves, connection, cancellationToken));
        return moves;
    }

    /// <summary>The provider of a route by its name; null for a domain of which the directory does not say.</summary>
    public static Provider? ProviderOf(string name, bool byDomain, ProviderDirectory providers) =>
        byDomain ? providers.ByDomain(name) : providers.ByRelay(name);

    /// <summary>Stores them, in one order everywhere.</summary>
    public static async Task WriteAsync(IReadOnlyCollection<RouteMove> moves, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (moves.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            "update routes r set provider = m.provider from unnest(@route, @provider) as m(route_id, provider) where r.route_id = m.route_id", connection);
        AddTo(command, moves);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds them as <c>@route</c> and <c>@provider</c>.</summary>
    public static void AddTo(NpgsqlCommand command, IReadOnlyCollection<RouteMove> moves)
    {
        var ordered = moves.OrderBy(m => m.RouteId).ToArray();
        command.Parameters.AddWithValue("route", ordered.Select(m => m.RouteId).ToArray());
        command.Parameters.AddWithValue("provider", ordered.Select(m => m.To).ToArray());
    }
}
