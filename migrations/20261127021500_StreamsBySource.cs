using Dashboard.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Migrations;

/// <summary>
/// A stream becomes one of a source, so that every table of counts knows the source. A stream of one source gets that source. One that
/// several sources share stays with the source of the lowest id and the others get one of their own, under the same name:
/// <c>stream_cells</c> are counted anew from <c>flow_cells</c> and are exact; <c>domain_cells</c> and <c>stream_latencies</c> keep no
/// source to tell by, so what they counted until now stays with the lowest (right by name, not by source); what follows is exact.
/// </summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261127021500_StreamsBySource")]
public sealed class StreamsBySource : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table streams add column source_id int;
        update streams s set source_id = coalesce((select min(f.source_id) from flows f where f.stream = s.name), 0);
        alter table streams alter column source_id set not null;
        alter table streams drop constraint streams_name_key;
        alter table streams add unique (source_id, name);
        comment on table streams is 'Why mail is sent, as one source says it. Empty text: the log does not say.';

        create temporary table split on commit drop as
            select s.stream_id as shared_id, f.source_id, s.name
            from streams s join flows f on f.stream = s.name and f.source_id <> s.source_id
            group by 1, 2, 3;
        insert into streams (source_id, name) select source_id, name from split;
        update contexts x set stream_id = s.stream_id
        from flows f join streams s on s.source_id = f.source_id and s.name = f.stream
        where f.flow_id = x.flow_id and x.stream_id <> s.stream_id;

        delete from stream_cells where stream_id in (select shared_id from split);
        insert into stream_cells
        select c.hour, s.stream_id, c.route_id, c.template_id,
            sum(att_accepted), sum(att_deferred), sum(att_rejected), sum(att_no_reply),
            sum(fin_accepted), sum(fin_rejected), sum(fin_expired),
            sum(attempted), sum(first_deferred), sum(ever_deferred), sum(retry_succeeded),
            sum(accepted), sum(rejected), sum(expired), sum(bounced_later), sum(complained)
        from flow_cells c
        join flows f on f.flow_id = c.flow_id
        join streams s on s.source_id = f.source_id and s.name = f.stream
        where s.name in (select name from split)
        group by 1, 2, 3, 4;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Streams of several sources cannot be made one again: restore the backup made before the upgrade.");
}
