using Dashboard.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Migrations;

/// <summary>
/// A counter for events about whole queues, which are no attempts, in every table of counts. They are stored among the attempts, with
/// no recipient.
/// </summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261127040000_QueuesHeldBack")]
public sealed class QueuesHeldBack : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table stream_cells add column throttled int;
        alter table flow_cells add column throttled int;
        alter table context_cells add column throttled int;
        alter table domain_cells add column throttled int;
        alter table domain_day_cells add column throttled int;
        create index domain_day_cells_throttled on domain_day_cells (hour) where throttled is not null;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        alter table stream_cells drop column throttled;
        alter table flow_cells drop column throttled;
        alter table context_cells drop column throttled;
        alter table domain_cells drop column throttled;
        alter table domain_day_cells drop column throttled;
        """);
}
