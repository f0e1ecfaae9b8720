using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Core.Providers;
using Dashboard.Core.Reporting;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Rules;

/// <summary>What would change if own rules were saved: all templates are classified by them and compared with what is stored.</summary>
public sealed class RulePreviewQuery(NpgsqlDataSource dataSource, CurrentRules current, SourceCapabilities capabilities)
{
    private const string Times = "coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0) + coalesce(c.throttled, 0)";

    /// <summary>Previews rules over a range of whole days of the workspace.</summary>
    public async Task<RulePreview> ReadAsync(
        IReadOnlyList<OwnRule> written, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("rule-preview");
        var own = OwnRules.Of(written);
        var classifier = own.Classifier(RuleSet.Default, ProviderDirectory.Default);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);

        // Of one moment, and certain to write nothing.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using (var reading = new NpgsqlCommand("set transaction read only", connection))
        {
            await reading.ExecuteNonQueryAsync(cancellationToken);
        }

        var (replies, changed) = await CompareAsync(classifier, from, to, connection, cancellationToken);
        var (before, after) = await CountAsync(changed, from, to, connection, cancellationToken);
        var moved = changed.Where(c => c.Reply.IsMoved).ToList();
        return new RulePreview
        {
            From = from,
            To = to,
            Problems = own.Objections(RuleSet.Default, ProviderDirectory.Default, classifier),
            Replies = replies,
            Listed =
            [
                .. changed.Select(c => c.Reply).OrderByDescending(r => r.IsMoved).ThenByDescending(r => r.Times).ThenBy(r => r.TemplateId)
                    .ThenBy(r => r.Provider, StringComparer.Ordinal).Take(RulePreview.MostListed),
            ],
            Changed = changed.Count,
            Moved = moved.Count,
            MovedTimes = moved.Sum(c => c.Reply.Times),
            Moves =
            [
                .. moved.GroupBy(c => (c.Reply.CategoryBefore, c.Reply.CategoryAfter))
                    .Select(g => new CategoryMove(g.Key.CategoryBefore, g.Key.CategoryAfter, g.Count(), g.Sum(c => c.Reply.Times)))
                    .OrderByDescending(m => m.Times).ThenBy(m => m.From, StringComparer.Ordinal),
            ],
            Shadowed =
            [
                .. changed.Where(c => c.Reply.RuleBefore != c.Reply.After.RuleId && c.Reply.RuleBefore != "unclassified")
                    .GroupBy(c => (c.Reply.RuleBefore, c.Reply.After.RuleId))
                    .Select(g => new ShadowedRule(
                        g.Key.RuleBefore, current.Now.RuleSet.Find(g.Key.RuleBefore)?.IsOwn == true, g.Key.RuleId, g.Count(), g.Sum(c => c.Reply.Times)))
                    .OrderByDescending(s => s.Times).ThenBy(s => s.RuleId, StringComparer.Ordinal),
            ],
            Before = before,
            After = after,
        };
    }

    private static async Task<(long Replies, List<Change> Changed)> CompareAsync(
        ReplyClassifier classifier, DateTimeOffset from, DateTimeOffset to, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            with seen as (
                select c.template_id, r.provider, sum({Times})::bigint as times
                from source_day_cells c join routes r using (route_id)
                where c.hour >= @from and c.hour < @to
                group by 1, 2)
            select t.template_id, k.provider, {Classes.PairColumns}, {ReplyClasses.Columns}, coalesce(seen.times, 0)
            from template_classes k join templates t using (template_id)
            left join seen on seen.template_id = k.template_id and seen.provider = k.provider
            """,
            connection);
        AddRange(command, from, to);
        long replies = 0;
        var changed = new List<Change>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            replies++;
            var pair = Classes.Read(reader);
            var type = pair.Facts.Type;
            var stored = ReplyClasses.Read(reader, 8, type);
            var now = classifier.Classify(pair.Facts);
            if (IsSame(stored, now))
            {
                continue;
            }

            var category = type == EventType.Complaint ? "complaint" : Category.For(type, now.Reason).Name;
            changed.Add(new Change(
                new PreviewedReply(pair.TemplateId, pair.Provider, pair.Facts.Template, type, stored.Category, category, stored.RuleId, now, reader.GetInt64(15)),
                FailureBuckets.Of(now)));
        }

        return (replies, changed);
    }

    private static bool IsSame(ReplyClass stored, Classification now) =>
        stored.RuleId == now.RuleId && stored.Reason == now.Reason && stored.SubReason == now.SubReason && stored.Fault == now.Fault && stored.Tier == now.Tier
        && stored.Bucket == FailureBuckets.Of(now) && stored.Actions.SequenceEqual(now.Actions);

    // The counts by the one definition that reports use, once with the stored classes and once with the new ones in their place.
    private async Task<(MetricCounts Before, MetricCounts After)> CountAsync(
        List<Change> changed, DateTimeOffset from, DateTimeOffset to, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var split = OriginSplit.For(new ReportFilter(from, to, []), await capabilities.ReadAsync(cancellationToken));
        var counts = CountSql.Columns(Clock.Event);
        await using var command = new NpgsqlCommand(
            $"""
            with cells as materialized (
                select c.source_id, c.template_id, r.provider, {CountSql.CounterSums(Clock.Event)}
                from source_day_cells c join routes r using (route_id)
                where c.hour >= @from and c.hour < @to
                group by 1, 2, 3),
            changed as materialized (
                select * from unnest(@template, @provider, @reason, @bucket) as n(template_id, provider, reason, bucket)),
            after as (
                select template_id, provider, reason, bucket from changed
                union all
                select template_id, provider, reason, bucket from template_classes k
                where not exists (select from changed n where n.template_id = k.template_id and n.provider = k.provider))
            select false, c.source_id, {counts}
            from cells c left join template_classes k on k.template_id = c.template_id and k.provider = c.provider
            group by c.source_id
            union all
            select true, c.source_id, {counts}
            from cells c left join after k on k.template_id = c.template_id and k.provider = c.provider
            group by c.source_id
            """,
            connection);
        AddRange(command, from, to);
        command.Parameters.AddWithValue("template", changed.Select(c => c.Reply.TemplateId).ToArray());
        command.Parameters.AddWithValue("provider", changed.Select(c => c.Reply.Provider).ToArray());
        command.Parameters.AddWithValue("reason", changed.Select(c => (short)c.Reply.After.Reason).ToArray());
        command.Parameters.AddWithValue("bucket", changed.Select(c => (short)c.Bucket).ToArray());
        MetricCounts before = MetricCounts.Zero, after = MetricCounts.Zero;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var values = new long[MetricCounts.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.GetInt64(2 + i);
            }

            var part = new MetricCounts(values, split.OfSource(reader.GetInt32(1)));
            (before, after) = reader.GetBoolean(0) ? (before, after + part) : (before + part, after);
        }

        return (before, after);
    }

    private static void AddRange(NpgsqlCommand command, DateTimeOffset from, DateTimeOffset to)
    {
        command.Parameters.AddWithValue("from", NpgsqlDbType.TimestampTz, from.UtcDateTime);
        command.Parameters.AddWithValue("to", NpgsqlDbType.TimestampTz, to.UtcDateTime);
    }

    private sealed record Change(PreviewedReply Reply, FailureBucket Bucket);
}
