using Dashboard.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Migrations;

/// <summary>
/// What the events of earlier imports showed, taken from the counts: else no source with data would be known to show anything. Counts do
/// not tell imports apart, so the first import of a source stands for all of them.
/// </summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261127030000_SeenByEarlierImports")]
public sealed class SeenByEarlierImports : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        with counted as (
            select f.source_id, sum(c.att_accepted) as accepted, sum(c.att_deferred) as deferred, sum(c.att_rejected) as rejected,
                sum(c.fin_expired) as expired, sum(c.bounced_later) as bounced, sum(c.complained) as complained,
                sum(tries) filter (where t.text <> '') as replies, sum(tries) filter (where t.stage <> 0) as stages,
                sum(tries) filter (where not r.by_domain) as relays
            from flow_cells c
            cross join lateral (select coalesce(c.att_accepted, 0) + coalesce(c.att_deferred, 0) + coalesce(c.att_rejected, 0) as tries) n
            join flows f using (flow_id)
            join templates t using (template_id)
            join routes r using (route_id)
            group by 1),
        timed as (
            select f.source_id, count(*) as hours from flow_latencies l join flows f using (flow_id) where l.total is not null group by 1),
        first as (
            select source_id, min(id) as id from imports where imported > 0 group by 1)
        update imports i set seen = jsonb_strip_nulls(jsonb_build_object(
            'accepted', nullif(accepted, 0), 'deferred', nullif(deferred, 0), 'rejected', nullif(rejected, 0), 'expired', nullif(expired, 0),
            'asynchronousBounce', nullif(bounced, 0), 'complaint', nullif(complained, 0), 'queueTime', hours, 'replyText', nullif(replies, 0),
            'stage', nullif(stages, 0), 'relay', nullif(relays, 0)))
        from first join counted using (source_id) left join timed using (source_id)
        where i.id = first.id and i.seen = '{}';
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("update imports set seen = '{}';");
}
