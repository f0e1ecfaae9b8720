using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Replies;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>Keeps the meaning of templates complete and current. Attempts and cells are never touched.</summary>
internal static class Classes
{
    /// <summary>Classifies pairs of template and provider that cells show and nobody has classified.</summary>
    public static Task FillMissingAsync(NpgsqlConnection connection, ReplyClassifier classifier, CancellationToken cancellationToken) =>
        ClassifyAsync(
            """
            select t.template_id, shown.provider, t.text, t.code, t.enhanced, t.stage, t.outcome, t.local
            from (select distinct c.template_id, r.provider from source_day_cells c join routes r using (route_id)) shown
            join templates t using (template_id)
            where not exists (
                select from template_classes k where k.template_id = shown.template_id and k.provider = shown.provider)
            """,
            connection,
            classifier,
            cancellationToken);

    /// <summary>After the rules changed: classifies everything again that an older rule set decided.</summary>
    public static Task RestateAsync(NpgsqlConnection connection, ReplyClassifier classifier, CancellationToken cancellationToken) =>
        ClassifyAsync(
            """
            select t.template_id, k.provider, t.text, t.code, t.enhanced, t.stage, t.outcome, t.local
            from template_classes k join templates t using (template_id)
            where k.ruleset_version <> @version
            """,
            connection,
            classifier,
            cancellationToken);

    private static async Task ClassifyAsync(
        string pairs, NpgsqlConnection connection, ReplyClassifier classifier, CancellationToken cancellationToken)
    {
        var found = new List<ClassPair>();
        await using (var command = new NpgsqlCommand(pairs, connection))
        {
            if (pairs.Contains("@version", StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue("version", classifier.RuleVersion);
            }

            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                found.Add(Read(reader));
            }
        }

        await ClassStorage.WriteAsync(found, classifier, connection, cancellationToken);
    }

    private static ClassPair Read(NpgsqlDataReader reader)
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
}
