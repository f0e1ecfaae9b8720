using Npgsql;

namespace Dashboard.Faults;

/// <summary>
/// Everything that imports have left in a database, by content: names instead of ids, in no order. Two databases that were filled by the
/// same files say the same, whatever happened on the way.
/// </summary>
internal static class StoreContents
{
    private const int MostShown = 5;

    private const string Context = "x.sending_ip, x.return_path_domain, x.from_domain, x.dkim_domain, x.list_source, x.segment";
    private const string Flow = "f.client, f.campaign, f.stream, f.pool";
    private const string Template = "t.outcome, t.local, t.stage, t.text";

    private const string Measures =
        "c.att_accepted, c.att_deferred, c.att_rejected, c.att_no_reply, c.fin_accepted, c.fin_rejected, c.fin_expired, c.attempted, "
        + "c.first_deferred, c.ever_deferred, c.retry_succeeded, c.accepted, c.rejected, c.expired, c.bounced_later, c.complained, c.throttled";

    // A cell that went back to nothing says the same as one that never was.
    private const string Counted = $"where num_nonnulls({Measures}) > 0";
    private const string Contexts = "join contexts x using (context_id) join flows f using (flow_id)";
    private const string Places = "join routes r using (route_id) join templates t using (template_id)";

    private static readonly (string Name, string Sql)[] Sections =
    [
        ("imports",
            """
            select i.id, s.name, i.status, i.lines, i.imported, i.duplicates, i.quarantined, i.ignored, i.ignored_reasons, i.seen, i.error, i.is_retry,
                i.first_event_at, i.last_event_at, i.parts,
                (select jsonb_object_agg(key, value) from jsonb_each(i.contribution) where value <> '0') as contribution
            from imports i join sources s on s.id = i.source_id
            """),
        ("attempts",
            $"""
            select a.occurred_at, a.event_key, a.delivery_key, a.queued_at, a.import_id, a.type, a.has_reply, a.recipient, a.message_id, a.reply,
                d.name, r.name, r.by_domain, l.host, {Template}, {Context}, {Flow}
            from attempts a {Contexts} join domains d using (domain_id) {Places.Replace("using (route_id)", "on r.route_id = a.route_id", StringComparison.Ordinal)} left join relays l on l.relay_id = a.relay_id
            """),
        ("deliveries",
            $"""
            select v.delivery_key, v.first_event_at, v.last_event_at, v.state, n.i, substring(e.bytes for 25), d.name, r.name, r.by_domain, {Template}, {Context}, {Flow}
            from deliveries v
            cross join lateral generate_series(0, length(v.history) / 41 - 1) as n(i)
            cross join lateral (select substring(v.history from 41 * n.i + 1 for 41) as bytes) e
            join contexts x on x.context_id = {Number(25)} join flows f using (flow_id) join domains d on d.domain_id = {Number(29)}
            join routes r on r.route_id = {Number(33)} join templates t on t.template_id = {Number(37)}
            """),
        ("deliveries' events", "select delivery_key, length(history) from deliveries"),
        ("stream cells", $"select c.hour, s.name, r.name, r.by_domain, {Template}, {Measures} from stream_cells c join streams s using (stream_id) {Places} {Counted}"),
        ("flow cells", $"select c.hour, {Flow}, r.name, r.by_domain, {Template}, {Measures} from flow_cells c join flows f using (flow_id) {Places} {Counted}"),
        ("context cells", $"select c.hour, {Flow}, {Context}, r.name, r.by_domain, {Template}, {Measures} from context_cells c {Contexts} {Places} {Counted}"),
        ("domain cells",
            $"select c.hour, d.name, s.name, r.name, r.by_domain, {Template}, {Measures} from domain_cells c join domains d using (domain_id) join streams s using (stream_id) {Places} {Counted}"),
        ("domain day cells",
            $"select c.hour, d.name, {Flow}, {Context}, r.name, r.by_domain, {Template}, {Measures} from domain_day_cells c join domains d using (domain_id) {Contexts} {Places} {Counted}"),
        ("source day cells",
            $"select c.hour, o.name, r.name, r.by_domain, {Template}, {Measures} from source_day_cells c join sources o on o.id = c.source_id {Places} {Counted}"),
        ("flow day cells", $"select c.hour, {Flow}, r.name, r.by_domain, {Template}, {Measures} from flow_day_cells c join flows f using (flow_id) {Places} {Counted}"),
        ("source domain day cells",
            $"select c.hour, o.name, d.name, r.name, r.by_domain, {Template}, {Measures} from source_domain_day_cells c join sources o on o.id = c.source_id join domains d using (domain_id) {Places} {Counted}"),
        ("stream latencies",
            "select c.hour, c.by_cohort, s.name, r.name, r.by_domain, c.total, c.queue, c.receiver from stream_latencies c join streams s using (stream_id) join routes r using (route_id) where num_nonnulls(c.total, c.queue, c.receiver) > 0"),
        ("flow latencies",
            $"select c.hour, c.by_cohort, {Flow}, r.name, r.by_domain, c.total, c.queue, c.receiver from flow_latencies c join flows f using (flow_id) join routes r using (route_id) where num_nonnulls(c.total, c.queue, c.receiver) > 0"),
        ("source latencies",
            "select c.hour, c.by_cohort, o.name, r.name, r.by_domain, c.total, c.queue, c.receiver from source_day_latencies c join sources o on o.id = c.source_id join routes r using (route_id) where num_nonnulls(c.total, c.queue, c.receiver) > 0"),
        ("quarantine", "select import_id, part, line, \"column\", reason, original from quarantined_lines"),
        ("coverage", "select source_id, hour, import_id from coverage"),
        ("repeats", "select r.import_id, r.occurred_at, r.event_key, r.has_reply_text from repeats r"),
        ("templates", $"select {Template}, t.masker_version, t.code, t.enhanced, t.sample, t.first_seen from templates t"),
        // Of pairs that are counted: a start classifies what it finds, and the provider of a domain may be another in the end.
        ("classes",
            $"""
            select {Template}, c.provider, c.reason, c.bucket, c.sub_reason, c.fault, c.tier, c.actions, c.rule_id
            from template_classes c join templates t using (template_id)
            where exists (select from flow_cells n join routes r using (route_id) where n.template_id = c.template_id and r.provider = c.provider)
            """),
        ("routes", "select r.name, r.by_domain, r.provider from routes r"),
        ("relays", "select l.host, r.name, r.by_domain from relays l join routes r using (route_id)"),
        ("domains", "select name from domains"),
        ("contexts", $"select {Context}, {Flow}, s.name, s.source_id, f.source_id from contexts x join flows f using (flow_id) join streams s using (stream_id)"),
    ];

    /// <summary>Where one database says something else than another; empty when they say the same.</summary>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(NpgsqlDataSource expected, NpgsqlDataSource actual, CancellationToken cancellationToken)
    {
        var differences = new List<string>();
        foreach (var (name, sql) in Sections)
        {
            var (wanted, found) = (await SumAsync(expected, sql, cancellationToken), await SumAsync(actual, sql, cancellationToken));
            if (wanted != found)
            {
                differences.Add($"{name}: expected {wanted}, found {found}\n{await RowsAsync(expected, actual, sql, cancellationToken)}");
            }
        }

        return differences;
    }

    private static async Task<(long Rows, string Hash)> SumAsync(NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select count(*), coalesce(sum(hashtextextended(q::text, 0)::numeric), 0)::text from ({sql}) q");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetString(1));
    }

    private static async Task<string> RowsAsync(NpgsqlDataSource expected, NpgsqlDataSource actual, string sql, CancellationToken cancellationToken)
    {
        var (wanted, found) = (await ReadAsync(expected, sql, cancellationToken), await ReadAsync(actual, sql, cancellationToken));
        return string.Join('\n', [
            .. wanted.Except(found).Take(MostShown).Select(row => $"  - {row}"), .. found.Except(wanted).Take(MostShown).Select(row => $"  + {row}"),
        ]);
    }

    private static async Task<List<string>> ReadAsync(NpgsqlDataSource database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select q::text from ({sql}) q");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    // The ids in a delivery's stored events, lowest byte first.
    private static string Number(int at) =>
        $"(get_byte(e.bytes, {at}) + (get_byte(e.bytes, {at + 1}) << 8) + (get_byte(e.bytes, {at + 2}) << 16) + (get_byte(e.bytes, {at + 3}) << 24))";
}
