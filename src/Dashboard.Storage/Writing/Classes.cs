using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
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
    /// After the rules changed: classifies everything again that other rules decided. Inside a transaction, which readers see as a whole:
    /// until it is committed they see the old classes.
    /// </summary>
    /// <returns>By which rules, and how many pairs.</returns>
    public static async Task<(RulesInUse Rules, int Pairs)> RestateAsync(NpgsqlConnection connection, CurrentRules rules, CancellationToken cancellationToken)
    {
        // One at a time: a second would do the same work and find it done.
        await using (var turn = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('dashboard restatement'))", connection))
        {
            await turn.ExecuteNonQueryAsync(cancellationToken);
        }

        var now = await rules.HoldAsync(connection, cancellationToken);
        await using var command = new NpgsqlCommand(
            $"""
            select t.template_id, k.provider, {PairColumns}
            from template_classes k join templates t using (template_id)
            where k.ruleset_version <> @version
            """,
            connection);
        command.Parameters.AddWithValue("version", now.Classifier.RuleVersion);
        var pairs = await PairsAsync(command, cancellationToken);
        await ClassStorage.WriteAsync(pairs, rules, connection, cancellationToken);
        return (now, pairs.Count);
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
