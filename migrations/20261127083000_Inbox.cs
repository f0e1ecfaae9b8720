using Dashboard.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Migrations;

/// <summary>
/// Where small posts wait, as they came in, until their events are stored: a row leaves it in the transaction that stores its events.
/// </summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261127083000_Inbox")]
public sealed class Inbox : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table inbox (
            id bigint generated always as identity primary key,
            source_id int not null references sources (id),
            received_at timestamptz not null default clock_timestamp(),
            format text not null,
            attempts int not null,
            body bytea not null,
            set_aside text)
            with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1);
        comment on table inbox is 'Posts that were answered for and are not stored yet. set_aside: why a post could not be stored; it waits for a newer program.';
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table inbox;");
}
