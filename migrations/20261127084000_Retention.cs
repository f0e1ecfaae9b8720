using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Migrations
{
    /// <inheritdoc />
    public partial class Retention : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "attempt_days",
                table: "workspaces",
                type: "integer",
                nullable: false,
                defaultValue: 90);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "attempts_since",
                table: "workspaces",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "count_months",
                table: "workspaces",
                type: "integer",
                nullable: false,
                defaultValue: 25);

            migrationBuilder.UpdateData(
                table: "workspaces",
                keyColumn: "id",
                keyValue: 1,
                columns: new[] { "attempt_days", "attempts_since", "count_months" },
                values: new object[] { 90, null, 25 });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "attempt_days",
                table: "workspaces");

            migrationBuilder.DropColumn(
                name: "attempts_since",
                table: "workspaces");

            migrationBuilder.DropColumn(
                name: "count_months",
                table: "workspaces");
        }
    }
}
