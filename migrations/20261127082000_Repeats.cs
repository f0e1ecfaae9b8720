using Dashboard.Storage;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Migrations;

/// <summary>
/// Which imports have brought an event besides the one that an attempt names, so that deleting one takes out only what no other brought.
/// Files that were imported before have no notes: an event that two of them brought goes with the first of them.
/// </summary>
[DbContext(typeof(DashboardDbContext))]
[Migration("20261127082000_Repeats")]
public sealed class Repeats : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        create table repeats (
            occurred_at timestamptz not null, event_key bigint not null, import_id int not null, has_reply_text boolean not null,
            primary key (occurred_at, event_key, import_id));
        comment on table repeats is 'Events that an import brought after another had: an attempt names the first. has_reply_text is what an accepted attempt does not keep.';

        alter table imports add column repeats_import_id int, add column heir_import_id int;
        """);

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
        """
        drop table repeats;
        alter table imports drop column repeats_import_id, drop column heir_import_id;
        """);
}
