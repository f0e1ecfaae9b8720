using Dashboard.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Migrations;

/// <summary>Times to acceptance by source, a day at a time, for ranges of weeks. Put together from those by flow.</summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261127130000_LatenciesByDay")]
public sealed class LatenciesByDay : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(
            """
            create table source_day_latencies (
                hour timestamptz not null, by_cohort boolean not null, source_id int not null, route_id int not null,
                total bytea, queue bytea, receiver bytea,
                primary key (hour, by_cohort, source_id, route_id));
            insert into source_day_latencies
            select hour, by_cohort, source_id, route_id, string_agg(total, ''), string_agg(queue, ''), string_agg(receiver, '')
            from flow_latencies join flows using (flow_id)
            group by 1, 2, 3, 4;
            comment on table source_day_latencies is 'The same as stream_latencies by source alone, a day at a time; hour is the first hour of the workspace''s day.';
            """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table source_day_latencies");
}
