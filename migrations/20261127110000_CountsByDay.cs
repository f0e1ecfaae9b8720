using Dashboard.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Migrations;

/// <summary>
/// Counts a day at a time, for ranges of weeks: by source, by flow, and by recipient domain and source. Counted up from the hours that
/// are there.
/// </summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261127110000_CountsByDay")]
public sealed class CountsByDay : Migration
{
    private const string Measures =
        """
            att_accepted int, att_deferred int, att_rejected int, att_no_reply int,
            fin_accepted int, fin_rejected int, fin_expired int,
            attempted int, first_deferred int, ever_deferred int, retry_succeeded int,
            accepted int, rejected int, expired int, bounced_later int, complained int, throttled int,
        """;

    private const string Sums =
        """
            sum(att_accepted), sum(att_deferred), sum(att_rejected), sum(att_no_reply),
            sum(fin_accepted), sum(fin_rejected), sum(fin_expired),
            sum(attempted), sum(first_deferred), sum(ever_deferred), sum(retry_succeeded),
            sum(accepted), sum(rejected), sum(expired), sum(bounced_later), sum(complained), sum(throttled)
        """;

    private const string Day = "date_trunc('day', hour, coalesce((select time_zone from workspaces), 'UTC'))";

    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(
            $"""
            create table source_day_cells (
                hour timestamptz not null, source_id int not null, route_id int not null, template_id int not null,
            {Measures}
                primary key (hour, source_id, route_id, template_id));
            insert into source_day_cells
            select {Day}, source_id, route_id, template_id, {Sums} from stream_cells join streams using (stream_id) group by 1, 2, 3, 4;
            comment on table source_day_cells is 'By source alone, a day at a time; hour is the first hour of the workspace''s day.';
            """);
        migrationBuilder.Sql(
            $"""
            create table flow_day_cells (
                hour timestamptz not null, flow_id int not null, route_id int not null, template_id int not null,
            {Measures}
                primary key (hour, flow_id, route_id, template_id));
            insert into flow_day_cells
            select {Day}, flow_id, route_id, template_id, {Sums} from flow_cells group by 1, 2, 3, 4;
            comment on table flow_day_cells is 'The same as flow_cells, a day at a time.';
            """);
        migrationBuilder.Sql(
            $"""
            create table source_domain_day_cells (
                hour timestamptz not null, domain_id int not null, route_id int not null, source_id int not null, template_id int not null,
            {Measures}
                primary key (hour, domain_id, route_id, source_id, template_id));
            insert into source_domain_day_cells
            select {Day}, domain_id, route_id, source_id, template_id, {Sums} from domain_cells join streams using (stream_id) group by 1, 2, 3, 4, 5;
            create index source_domain_day_cells_by_domain on source_domain_day_cells (domain_id, hour);
            comment on table source_domain_day_cells is 'Recipient domains by source, a day at a time.';
            """);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("drop table source_day_cells, flow_day_cells, source_domain_day_cells;");
}
