using Microsoft.EntityFrameworkCore.Migrations;

namespace Dashboard.Migrations;

/// <summary>
/// How many names each import has brought; and, on an event whose names are too many to be counted by themselves, those names.
/// </summary>
public partial class NamesCountedTogether : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "new_names",
            table: "imports",
            type: "jsonb",
            nullable: false,
            defaultValueSql: "'{}'");
        migrationBuilder.Sql(
            """
            alter table attempts add column own_names jsonb;
            comment on column attempts.own_names is 'Names of the event that are counted together with others as (other), by kind; null when each is counted by itself.';
            """);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("alter table attempts drop column own_names");
        migrationBuilder.DropColumn(name: "new_names", table: "imports");
    }
}
