using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Core.Replies;
using Dashboard.Storage.Rules;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>Keeps the meaning of templates complete and current. Attempts and cells are never touched.</summary>
internal static class Classes
{
    /// <summary>What <see cref="Read"/> reads: template <c>t</c> at a provider.</summary>
    public const string PairColumns = "t.text, t.code, t.enhanced, t.stage, t.outcome, t.local";

    /// <summary>Classifies pairs of template and provider that cells show and nobody has classified.</summary>
    public static async Task FillMissingAsync(NpgsqlConnection connection, CurrentRules rules, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select t.template_id, shown.provider, {PairColumns}
            from (select distinct c.template_id, r.provider from source_day_cells c join routes r using (route_id)) shown
            join templates t using (template_id)
            where not exists (
                select from template_classes k where k.template_id = shown.template_id and k.provider = shown.provider)
            """,
            connection);
        await ClassStorage.WriteAsync(await PairsAsync(command, cancellationToken), rules, connection, cancellationToken);
    }

    /// <summary>
    /// After rules or providers changed: brings every route to its provider, and classifies everything again that other rules decided.
    /// Inside a transaction, which readers see as a whole: until it is committed they see the old classes. Writers wait for it.
    /// </summary>
    /// <returns>By which rules, and how many pairs.</returns>
    public static async Task<(RulesInUse Rules, int Pairs)> RestateAsync(NpgsqlConnection connection, CurrentRules rules, CancellationToken cancellationToken)
    {
        // One at a time: a second would do the same work and find it done. And alone: a batch that comes with new cells meanwhile would
        // find the class taken away that they need.
        var now = await rules.HoldAloneAsync(connection, cancellationToken);
        var pairs = await FollowRoutesAsync(now.Providers, connection, cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            select t.template_id, k.provider, {PairColumns}
            from template_classes k join templates t using (template_id)
            where k.ruleset_version <> @version
            """,
            connection);
        command.Parameters.AddWithValue("version", now.Classifier.RuleVersion);
        pairs.AddRange(await PairsAsync(command, cancellationToken));
        await ClassStorage.WriteAsync(pairs, rules, connection, cancellationToken);
        return (now, pairs.Count);
    }

    /// <summary>
    /// Brings routes to the providers of a directory. Classes that no cell shows any more go; those that cells show now are to be made. A
    /// class that no cell showed before belongs to events that are not counted by themselves (a complaint, a bounce after acceptance):
    /// it stays, and is made for the new providers too, because nothing tells at which routes they are.
    /// </summary>
    /// <returns>Pairs to classify.</returns>
    private static async Task<List<ClassPair>> FollowRoutesAsync(
        ProviderDirectory providers, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var moves = await RouteMoves.ReadAsync(providers, connection, cancellationToken);
        if (moves.Count == 0)
        {
            return [];
        }

        await using var command = new NpgsqlCommand(
            $"""
            with moves as materialized (
                select m.route_id, r.provider as old, m.provider from unnest(@route, @provider) as m(route_id, provider) join routes r using (route_id)),
            cells as materialized (select distinct template_id, route_id from source_day_cells),
            shown as materialized (select distinct c.template_id, r.provider from cells c join routes r using (route_id)),
            next as materialized (
                select distinct c.template_id, coalesce(m.provider, r.provider) as provider
                from cells c join routes r using (route_id) left join moves m using (route_id)),
            uncounted as materialized (
                select k.template_id, m.provider from template_classes k join (select distinct old, provider from moves) m on m.old = k.provider
                where not exists (select from shown s where s.template_id = k.template_id and s.provider = k.provider)),
            wanted as materialized (select template_id, provider from next union select template_id, provider from uncounted),
            peopled as (select distinct coalesce(m.provider, r.provider) as provider from routes r left join moves m using (route_id)),
            gone as (
                delete from template_classes k
                where not exists (select from peopled p where p.provider = k.provider)
                    or (exists (select from shown s where s.template_id = k.template_id and s.provider = k.provider)
                        and not exists (select from wanted w where w.template_id = k.template_id and w.provider = k.provider)))
            select t.template_id, w.provider, {PairColumns}
            from wanted w join templates t using (template_id)
            where not exists (select from template_classes k where k.template_id = w.template_id and k.provider = w.provider)
            """,
            connection) { CommandTimeout = 0 };
        RouteMoves.AddTo(command, moves);
        var pairs = await PairsAsync(command, cancellationToken);
        await RouteMoves.WriteAsync(moves, connection, cancellationToken);
        return pairs;
    }

    /// <summary>Reads a template at a provider: its id, the provider, then <see cref="PairColumns"/>.</summary>
    public static ClassPair Read(NpgsqlDataReader reader)
    {
        var provider = reader.GetString(1);
        EnhancedStatusCode? enhanced = !reader.IsDBNull(4) && EnhancedStatusCode.TryParse(reader.GetString(4), out var parsed) ? parsed : null;
        return new ClassPair(
            reader.GetInt32(0),
            provider,
            new ReplyFacts(
                reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetInt16(3),
                enhanced,
                provider,
                (Stage)reader.GetInt16(5),
                (EventType)reader.GetInt16(6),
                reader.GetBoolean(7)));
    }

    private static async Task<List<ClassPair>> PairsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var found = new List<ClassPair>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(Read(reader));
        }

        return found;
    }
}
