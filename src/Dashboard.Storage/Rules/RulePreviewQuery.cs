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

/// <summary>
/// What would change if own rules and providers were saved: all templates are classified by them and compared with what is stored.
/// </summary>
public sealed class RulePreviewQuery(NpgsqlDataSource dataSource, CurrentRules current, SourceCapabilities capabilities)
{
    private const string Times = "coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0) + coalesce(c.throttled, 0)";

    /// <summary>Previews a file over a range of whole days of the workspace.</summary>
    public async Task<RulePreview> ReadAsync(
        OwnFile written, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("rule-preview");
        var own = OwnRules.Of(written);
        var classifier = own.Classifier(RuleSet.Default, ProviderDirectory.Default);
        var providers = own.Before(ProviderDirectory.Default);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);

        // Of one moment, and certain to write nothing.
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        await using (var reading = new NpgsqlCommand("set transaction read only", connection))
        {
            await reading.ExecuteNonQueryAsync(cancellationToken);
        }

        var moves = IsInForce(written.Providers) ? [] : await RouteMoves.ReadAsync(providers, connection, cancellationToken);
        var broad = BroadOf(written.Rules);
        var (replies, changed, taken) = await CompareAsync(classifier, moves, broad, from, to, connection, cancellationToken);
        var (before, after) = await CountAsync(changed, moves, from, to, connection, cancellationToken);
        var routes = await RoutesAsync(moves, from, to, connection, cancellationToken);
        var moved = changed.Where(c => c.Reply.IsMoved).ToList();
        return new RulePreview
        {
            From = from,
            To = to,
            IsInForce = OwnRuleFile.Write(written) == OwnRuleFile.Write(current.Now.Own.File),
            Broad = [.. broad.Select(rule => new BroadRule(rule, taken[rule.Id].Replies, taken[rule.Id].Templates.Count))],
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
            Routes = [.. routes.Take(RulePreview.MostListed)],
            RoutesMoved = moves.Count,
            RouteAttempts = routes.Sum(r => r.Attempts),
            Providers =
            [
                .. moves.SelectMany(m => new[] { m.From, m.To }).Distinct()
                    .Select(id => new PreviewedProvider(id, before.GetValueOrDefault(id, MetricCounts.Zero), after.GetValueOrDefault(id, MetricCounts.Zero)))
                    .OrderByDescending(p => Math.Abs(p.After.Attempts - p.Before.Attempts)).ThenBy(p => p.Id, StringComparer.Ordinal),
            ],
            Overridden = [.. Overridden(written.Providers)],
            Directory = providers,
            Before = Sum(before),
            After = Sum(after),
        };
    }

    // Routes follow what is in force within seconds: where only rules change, none of them needs to be looked at.
    private bool IsInForce(IReadOnlyList<OwnProvider> own) => Text(own) == Text(current.Now.Own.File.Providers);

    private static string Text(IReadOnlyList<OwnProvider> own) => OwnRuleFile.Write(OwnFile.Empty with { Providers = own });

    private static MetricCounts Sum(Dictionary<string, MetricCounts> parts) => parts.Values.Aggregate(MetricCounts.Zero, (sum, part) => sum + part);

    private static IEnumerable<OverriddenPattern> Overridden(IReadOnlyList<OwnProvider> own) =>
        from provider in own
        from pattern in provider.Relays.Select(r => (Text: r, From: ProviderDirectory.Default.OfRelaySuffix(r)))
            .Concat(provider.Domains.Select(d => (Text: d, From: ProviderDirectory.Default.OfDomainPattern(d))))
        where pattern.From is not null && pattern.From.Id != provider.Id
        select new OverriddenPattern(pattern.Text, pattern.From.Id, provider.Id);

    private static async Task<List<PreviewedRoute>> RoutesAsync(
        List<RouteMove> moves, DateTimeOffset from, DateTimeOffset to, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (moves.Count == 0)
        {
            return [];
        }

        var attempts = new Dictionary<int, long>();
        await using var command = new NpgsqlCommand(
            """
            select c.route_id, sum(coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0))::bigint
            from source_day_cells c
            where c.hour >= @from and c.hour < @to and c.route_id = any(@route)
            group by 1
            """,
            connection);
        AddRange(command, from, to);
        command.Parameters.AddWithValue("route", moves.Select(m => m.RouteId).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            attempts[reader.GetInt32(0)] = reader.GetInt64(1);
        }

        return
        [
            .. moves.Select(m => new PreviewedRoute(m.Name, m.ByDomain, m.From, m.To, attempts.GetValueOrDefault(m.RouteId)))
                .OrderByDescending(r => r.Attempts).ThenBy(r => r.Name, StringComparer.Ordinal),
        ];
    }

    // Those that are in force as they are say nothing new to whoever changes another one.
    private List<OwnRule> BroadOf(IReadOnlyList<OwnRule> written)
    {
        static string Text(OwnRule rule) => OwnRuleFile.Write(OwnFile.Empty with { Rules = [rule] });
        var inForce = current.Now.Own.Written.Select(Text).ToHashSet(StringComparer.Ordinal);
        return [.. written.Where(rule => BroadRule.IsBroad(rule) && !inForce.Contains(Text(rule))).DistinctBy(rule => rule.Id)];
    }

    private static async Task<(long Replies, List<Change> Changed, Dictionary<string, Taken> Taken)> CompareAsync(
        ReplyClassifier classifier, List<RouteMove> moves, List<OwnRule> broad, DateTimeOffset from, DateTimeOffset to, NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        // What stays at its provider by the classes there are; what moves by the cells of its routes, because the pair may be new.
        await using var command = new NpgsqlCommand(
            $"""
            with moves as materialized (select * from unnest(@route, @provider) as m(route_id, provider)),
            seen as materialized (
                select c.template_id, r.provider, m.provider as next, coalesce(sum({Times}) filter (where c.hour >= @from and c.hour < @to), 0)::bigint as times
                from source_day_cells c join routes r using (route_id) left join moves m using (route_id)
                where (c.hour >= @from and c.hour < @to) or m.route_id is not null
                group by 1, 2, 3)
            select t.template_id, k.provider, {Classes.PairColumns}, {ReplyClasses.Columns}, coalesce(seen.times, 0), k.provider
            from template_classes k join templates t using (template_id)
            left join seen on seen.template_id = k.template_id and seen.provider = k.provider and seen.next is null
            where seen.template_id is not null
                or not exists (select from seen s where s.template_id = k.template_id and s.provider = k.provider and s.next is not null)
            union all
            select t.template_id, seen.next, {Classes.PairColumns}, {ReplyClasses.Columns}, seen.times, seen.provider
            from seen join templates t using (template_id)
            left join template_classes k on k.template_id = seen.template_id and k.provider = seen.provider
            where seen.next is not null
            """,
            connection);
        AddRange(command, from, to);
        RouteMoves.AddTo(command, moves);
        long replies = 0;
        var changed = new List<Change>();
        var taken = broad.ToDictionary(rule => rule.Id, _ => new Taken(), StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            // Rows that are here already are read without asking.
            cancellationToken.ThrowIfCancellationRequested();
            replies++;
            var pair = Classes.Read(reader);
            var type = pair.Facts.Type;
            var stored = ReplyClasses.Read(reader, 8, type);
            var now = classifier.Classify(pair.Facts);
            if (taken.TryGetValue(now.RuleId, out var of))
            {
                of.Replies++;
                of.Templates.Add(pair.TemplateId);
            }

            if (IsSame(stored, now))
            {
                continue;
            }

            var stays = reader.GetString(16) == pair.Provider;
            var category = type == EventType.Complaint ? "complaint" : Category.For(type, now.Reason).Name;
            changed.Add(new Change(
                new PreviewedReply(pair.TemplateId, pair.Provider, pair.Facts.Template, type, stored.Category, category, stored.RuleId, now, reader.GetInt64(15)) { ProviderBefore = stays ? null : reader.GetString(16) },
                FailureBuckets.Of(now)));
        }

        return (replies, changed, taken);
    }

    private static bool IsSame(ReplyClass stored, Classification now) =>
        stored.RuleId == now.RuleId && stored.Reason == now.Reason && stored.SubReason == now.SubReason && stored.Fault == now.Fault && stored.Tier == now.Tier
        && stored.Bucket == FailureBuckets.Of(now) && stored.Actions.SequenceEqual(now.Actions);

    // The counts by the one definition that reports use, once with the stored classes and once with the new ones in their place.
    private async Task<(Dictionary<string, MetricCounts> Before, Dictionary<string, MetricCounts> After)> CountAsync(
        List<Change> changed, List<RouteMove> moves, DateTimeOffset from, DateTimeOffset to, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var split = OriginSplit.For(new ReportFilter(from, to, []), await capabilities.ReadAsync(cancellationToken));
        var counts = CountSql.Columns(Clock.Event);
        await using var command = new NpgsqlCommand(
            $"""
            with moves as materialized (select * from unnest(@route, @provider) as m(route_id, provider)),
            cells as materialized (
                select c.source_id, c.template_id, r.provider, coalesce(m.provider, r.provider) as next, {CountSql.CounterSums(Clock.Event)}
                from source_day_cells c join routes r using (route_id) left join moves m using (route_id)
                where c.hour >= @from and c.hour < @to
                group by 1, 2, 3, 4),
            changed as materialized (
                select * from unnest(@template, @old, @new, @reason, @bucket) as n(template_id, provider, next, reason, bucket)),
            after as materialized (
                select c.template_id, c.provider, c.next, coalesce(n.reason, k.reason) as reason, coalesce(n.bucket, k.bucket) as bucket
                from (select distinct template_id, provider, next from cells) c
                left join changed n on n.template_id = c.template_id and n.provider = c.provider and n.next = c.next
                left join template_classes k on k.template_id = c.template_id and k.provider = c.provider)
            select false, c.source_id, {counts}, c.provider
            from cells c left join template_classes k on k.template_id = c.template_id and k.provider = c.provider
            group by c.source_id, c.provider
            union all
            select true, c.source_id, {counts}, c.next
            from cells c left join after k on k.template_id = c.template_id and k.provider = c.provider and k.next = c.next
            group by c.source_id, c.next
            """,
            connection);
        AddRange(command, from, to);
        command.Parameters.AddWithValue("template", changed.Select(c => c.Reply.TemplateId).ToArray());
        command.Parameters.AddWithValue("old", changed.Select(c => c.Reply.ProviderBefore ?? c.Reply.Provider).ToArray());
        command.Parameters.AddWithValue("new", changed.Select(c => c.Reply.Provider).ToArray());
        RouteMoves.AddTo(command, moves);
        command.Parameters.AddWithValue("reason", changed.Select(c => (short)c.Reply.After.Reason).ToArray());
        command.Parameters.AddWithValue("bucket", changed.Select(c => (short)c.Bucket).ToArray());
        var (before, after) = (new Dictionary<string, MetricCounts>(StringComparer.Ordinal), new Dictionary<string, MetricCounts>(StringComparer.Ordinal));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var values = new long[MetricCounts.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = reader.GetInt64(2 + i);
            }

            var part = new MetricCounts(values, split.OfSource(reader.GetInt32(1)));
            var provider = reader.GetString(2 + values.Length);
            var counted = reader.GetBoolean(0) ? after : before;
            counted[provider] = counted.GetValueOrDefault(provider, MetricCounts.Zero) + part;
        }

        return (before, after);
    }

    private static void AddRange(NpgsqlCommand command, DateTimeOffset from, DateTimeOffset to)
    {
        command.Parameters.AddWithValue("from", NpgsqlDbType.TimestampTz, from.UtcDateTime);
        command.Parameters.AddWithValue("to", NpgsqlDbType.TimestampTz, to.UtcDateTime);
    }

    private sealed class Taken
    {
        public long Replies { get; set; }

        public HashSet<int> Templates { get; } = [];
    }

    private sealed record Change(PreviewedReply Reply, FailureBucket Bucket);
}
