using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Migrations
{
    /// <inheritdoc />
    public partial class ImportParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_quarantined_lines",
                table: "quarantined_lines");

            migrationBuilder.AddColumn<short>(
                name: "part",
                table: "quarantined_lines",
                type: "smallint",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.AddColumn<string[]>(
                name: "parts",
                table: "imports",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddPrimaryKey(
                name: "pk_quarantined_lines",
                table: "quarantined_lines",
                columns: new[] { "import_id", "part", "line" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_quarantined_lines",
                table: "quarantined_lines");

            migrationBuilder.DropColumn(
                name: "part",
                table: "quarantined_lines");

            migrationBuilder.DropColumn(
                name: "parts",
                table: "imports");

            migrationBuilder.AddPrimaryKey(
                name: "pk_quarantined_lines",
                table: "quarantined_lines",
                columns: new[] { "import_id", "line" });
        }
    }
}
