using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Reporting;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Queries;

/// <summary>What is noteworthy about a reply at a provider.</summary>
public enum RadarKind
{
    /// <summary>It came in the range and not in the 90 days before.</summary>
    New,

    /// <summary>It came at least twice as often as in the period of equal length before, and at least twenty times.</summary>
    Rising,

    /// <summary>It came at least ten times in the period before, and not in the range.</summary>
    Vanished,

    /// <summary>No rule knows it.</summary>
    Unclassified,
}

/// <summary>A reply at a provider on the radar.</summary>
/// <param name="TemplateId">Row id of the template.</param>
/// <param name="Provider">Provider id.</param>
/// <param name="Outcome">Deferred, rejected, or throttled where it held a whole queue back.</param>
/// <param name="Text">The masked reply; text from outside.</param>
/// <param name="Class">What it means.</param>
/// <param name="Times">How often in the range: attempts, or queues held back.</param>
/// <param name="Before">How often in the period of equal length before.</param>
/// <param name="FirstDay">Its first day within the range and the 90 days before, UTC.</param>
/// <param name="LastDay">Its last day there, UTC.</param>
/// <param name="Days">How often on each day of both periods, oldest first.</param>
public sealed record RadarRow(
    int TemplateId, string Provider, EventType Outcome, string Text, ReplyClass Class, long Times, long Before, DateTimeOffset FirstDay,
    DateTimeOffset LastDay, IReadOnlyList<long> Days);

/// <summary>One page of the radar.</summary>
/// <param name="From">Start of the range looked at: whole days, UTC.</param>
/// <param name="To">Its end, UTC.</param>
/// <param name="Rows">The rows of the kind asked for, most noteworthy first.</param>
/// <param name="Totals">How many rows there are of each kind.</param>
public sealed record RadarResult(DateTimeOffset From, DateTimeOffset To, IReadOnlyList<RadarRow> Rows, IReadOnlyDictionary<RadarKind, long> Totals);

/// <summary>Replies that are new, rising, gone or unknown, per provider. Reads counts by day only.</summary>
public sealed class RadarQuery(NpgsqlDataSource dataSource, WorkspaceZone zone)
{
    /// <summary>How many days before the range a reply must not have come to be new.</summary>
    public const int LookBackDays = 90;

    /// <summary>How often a reply must have come to be rising.</summary>
    public const int LeastRising = 20;

    /// <summary>How often a reply must have come before to be missed.</summary>
    public const int LeastVanished = 10;

    private const string Times = "coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0) + coalesce(c.throttled, 0)";

    /// <summary>Reads one page.</summary>
    /// <param name="filter">Which mail; its range is widened to whole days.</param>
    /// <param name="kind">Which rows.</param>
    /// <param name="offset">Rows to leave out at the start.</param>
    /// <param name="limit">Rows wanted.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<RadarResult> ReadAsync(ReportFilter filter, RadarKind kind, int offset, int limit, CancellationToken cancellationToken)
    {
        using var measured = QueryMetrics.Measure("radar");
        var hours = await zone.HoursAsync(cancellationToken);
        var from = hours.DayOf(filter.From.UtcDateTime);
        var to = hours.DayOf(hours.DayOf(filter.To.UtcDateTime.AddTicks(-1)).AddHours(26));
        var previous = hours.DayOf(from - (to - from) + TimeSpan.FromHours(2));
        var lookback = hours.DayOf(from.AddDays(-LookBackDays));
        var wide = filter with { From = previous < lookback ? previous : lookback, To = to };
        await using var command = dataSource.CreateCommand();
        var days = DayRange.Of(wide, Interval.Day, hours);
        days.AddTo(command.Parameters);
        var source = CellSource.For(filter.Dimensions, false, days);
        var where = FilterSql.Where(source, wide, command.Parameters);
        command.Parameters.AddWithValue("period", NpgsqlDbType.TimestampTz, from);
        command.Parameters.AddWithValue("lookback", NpgsqlDbType.TimestampTz, lookback);
        command.Parameters.AddWithValue("previous", NpgsqlDbType.TimestampTz, previous);
        command.Parameters.AddWithValue("kind", (int)kind);
        command.Parameters.AddWithValue("offset", offset);
        command.Parameters.AddWithValue("limit", limit);
        command.Parameters.AddWithValue("days", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz, Days(previous, to, hours));
        command.CommandText =
            $"""
            with sums as (
                select c.template_id, c.route_id, min(c.hour) filter (where {Times} > 0) as first_day, max(c.hour) filter (where {Times} > 0) as last_day,
                    coalesce(sum({Times}) filter (where c.hour >= @period), 0)::bigint as now,
                    coalesce(sum({Times}) filter (where c.hour >= @previous and c.hour < @period), 0)::bigint as before,
                    coalesce(sum({Times}) filter (where c.hour >= @lookback and c.hour < @period), 0)::bigint as earlier
                from {source.From}{source.ConditionJoins}
                where {where}
                group by 1, 2),
            seen as (
                select s.template_id, r.provider, min(s.first_day) as first_day, max(s.last_day) as last_day,
                    sum(s.now)::bigint as now, sum(s.before)::bigint as before, sum(s.earlier)::bigint as earlier
                from sums s join routes r using (route_id) join templates t using (template_id)
                where s.now + s.earlier > 0 and t.outcome in (1, 2, 6)
                group by 1, 2),
            judged as (
                select seen.*, array[
                    now > 0 and earlier = 0,
                    now >= {LeastRising} and before > 0 and now >= 2 * before,
                    now = 0 and before >= {LeastVanished},
                    now > 0 and coalesce(k.reason, 0) = 0] as kinds
                from seen left join template_classes k using (template_id, provider)),
            page as (
                select * from judged where kinds[@kind + 1]
                order by case @kind when 1 then now - before when 2 then before else now end desc, template_id, provider
                offset @offset limit @limit),
            places as materialized (
                select p.template_id, p.provider, r.route_id from page p join routes r using (provider)),
            daily as materialized (
                select p.template_id, p.provider, {(source.IsDaily ? "c.hour" : "date_trunc('day', c.hour, @zone)")} as day, sum({Times})::bigint as times
                from {source.From}{source.ConditionJoins} join places p on p.template_id = c.template_id and p.route_id = c.route_id
                where {where} and c.hour >= @previous
                group by 1, 2, 3)
            select 0 as part, null::int, null::text, null::smallint, null::text, {ReplyClasses.Columns}, 0::bigint, 0::bigint, null::timestamptz, null::timestamptz,
                array[count(*) filter (where kinds[1]), count(*) filter (where kinds[2]), count(*) filter (where kinds[3]), count(*) filter (where kinds[4])]
            from judged left join template_classes k on false group by k.reason, k.sub_reason, k.fault, k.bucket, k.actions, k.rule_id, k.tier
            union all
            select 1, p.template_id, p.provider, t.outcome, t.text, {ReplyClasses.Columns}, p.now, p.before, p.first_day, p.last_day,
                array(select coalesce((select d.times from daily d where d.template_id = p.template_id and d.provider = p.provider and d.day = s.day), 0)
                    from unnest(@days) with ordinality as s(day, i) order by s.i)
            from page p join templates t using (template_id)
            left join template_classes k on k.template_id = p.template_id and k.provider = p.provider
            order by 1
            """;
        if (!source.IsDaily)
        {
            command.Parameters.AddWithValue("zone", await zone.ReadAsync(cancellationToken));
        }

        var rows = new List<RadarRow>();
        var totals = Enum.GetValues<RadarKind>().ToDictionary(k => k, _ => 0L);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var counts = reader.GetFieldValue<long[]>(16);
            if (reader.GetInt32(0) == 0)
            {
                totals = Enum.GetValues<RadarKind>().ToDictionary(k => k, k => counts[(int)k]);
                continue;
            }

            var outcome = (EventType)reader.GetInt16(3);
            rows.Add(new RadarRow(
                reader.GetInt32(1), reader.GetString(2), outcome, reader.GetString(4), ReplyClasses.Read(reader, 5, outcome), reader.GetInt64(12),
                reader.GetInt64(13), reader.GetFieldValue<DateTimeOffset>(14), reader.GetFieldValue<DateTimeOffset>(15), counts));
        }

        rows = [.. Order(rows, kind)];
        return new RadarResult(new DateTimeOffset(from, TimeSpan.Zero), new DateTimeOffset(to, TimeSpan.Zero), rows, totals);
    }

    private static IEnumerable<RadarRow> Order(IEnumerable<RadarRow> rows, RadarKind kind) => kind switch
    {
        RadarKind.Rising => rows.OrderByDescending(r => r.Times - r.Before).ThenBy(r => r.TemplateId),
        RadarKind.Vanished => rows.OrderByDescending(r => r.Before).ThenBy(r => r.TemplateId),
        _ => rows.OrderByDescending(r => r.Times).ThenBy(r => r.TemplateId),
    };

    private static DateTime[] Days(DateTime from, DateTime to, Writing.WorkspaceHours hours)
    {
        var days = new List<DateTime>();
        for (var day = from; day < to; day = hours.DayOf(day.AddHours(26)))
        {
            days.Add(day);
        }

        return [.. days];
    }
}
