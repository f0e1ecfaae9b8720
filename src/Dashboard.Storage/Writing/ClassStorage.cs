using Dashboard.Core.Classification;
using Dashboard.Storage.Rules;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>Writes what templates mean at providers.</summary>
internal static class ClassStorage
{
    /// <summary>
    /// Classifies pairs of template and provider by the rules in force and stores the result, replacing what other rules said. Inside a
    /// transaction: rules saved meanwhile wait for it, and then find these classes and restate them.
    /// </summary>
    public static async Task WriteAsync(
        IReadOnlyCollection<ClassPair> pairs, CurrentRules rules, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("store classes");
        if (pairs.Count == 0)
        {
            return;
        }

        var classifier = (await rules.HoldAsync(connection, cancellationToken)).Classifier;

        // In one order everywhere, so that two who write the same rows wait for each other instead of both for ever.
        var rows = pairs.DistinctBy(p => (p.TemplateId, p.Provider)).OrderBy(p => p.TemplateId).ThenBy(p => p.Provider, StringComparer.Ordinal)
            .Select(p => (Pair: p, Class: classifier.Classify(p.Facts with { ProviderId = p.Provider }))).ToArray();
        await using var command = new NpgsqlCommand(
            """
            insert into template_classes (template_id, provider, reason, bucket, sub_reason, fault, tier, actions, rule_id, ruleset_version)
            select template_id, provider, reason, bucket, sub_reason, fault, tier, string_to_array(actions, ',')::smallint[], rule_id, @version
            from unnest(@template, @provider, @reason, @bucket, @sub_reason, @fault, @tier, @actions, @rule)
                as n(template_id, provider, reason, bucket, sub_reason, fault, tier, actions, rule_id)
            on conflict (template_id, provider) do update set reason = excluded.reason, bucket = excluded.bucket,
                sub_reason = excluded.sub_reason, fault = excluded.fault, tier = excluded.tier, actions = excluded.actions,
                rule_id = excluded.rule_id, ruleset_version = excluded.ruleset_version
            """,
            connection);
        command.Parameters.AddWithValue("version", classifier.RuleVersion);
        command.Parameters.AddWithValue("template", rows.Select(r => r.Pair.TemplateId).ToArray());
        command.Parameters.AddWithValue("provider", rows.Select(r => r.Pair.Provider).ToArray());
        command.Parameters.AddWithValue("reason", rows.Select(r => (short)r.Class.Reason).ToArray());
        command.Parameters.AddWithValue("bucket", rows.Select(r => (short)FailureBuckets.Of(r.Class)).ToArray());
        command.Parameters.AddWithValue("sub_reason", NpgsqlDbType.Array | NpgsqlDbType.Text, rows.Select(r => r.Class.SubReason).ToArray());
        command.Parameters.AddWithValue("fault", rows.Select(r => (short)r.Class.Fault).ToArray());
        command.Parameters.AddWithValue("tier", rows.Select(r => (short)r.Class.Tier).ToArray());
        command.Parameters.AddWithValue("actions", rows.Select(r => string.Join(',', r.Class.Actions.Select(a => (int)a))).ToArray());
        command.Parameters.AddWithValue("rule", rows.Select(r => r.Class.RuleId).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A template seen at a provider.</summary>
internal readonly record struct ClassPair(int TemplateId, string Provider, ReplyFacts Facts);
