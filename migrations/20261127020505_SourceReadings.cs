using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Dashboard.Migrations
{
    /// <inheritdoc />
    public partial class SourceReadings : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "capabilities",
                table: "sources",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "reading",
                table: "sources",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "reading_confirmed_at",
                table: "sources",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reading_confirmed_by",
                table: "sources",
                type: "character varying(256)",
                maxLength: 256,
                nullable: true);

            migrationBuilder.AlterColumn<string>(
                name: "ignored_reasons",
                table: "imports",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'",
                oldClrType: typeof(string),
                oldType: "jsonb");

            migrationBuilder.AddColumn<string>(
                name: "contribution",
                table: "imports",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<long>(
                name: "fingerprint",
                table: "imports",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "format",
                table: "imports",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_retry",
                table: "imports",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "question",
                table: "imports",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reading",
                table: "imports",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "seen",
                table: "imports",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.CreateIndex(
                name: "ix_imports_fingerprint",
                table: "imports",
                column: "fingerprint");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_imports_fingerprint",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "capabilities",
                table: "sources");

            migrationBuilder.DropColumn(
                name: "reading",
                table: "sources");

            migrationBuilder.DropColumn(
                name: "reading_confirmed_at",
                table: "sources");

            migrationBuilder.DropColumn(
                name: "reading_confirmed_by",
                table: "sources");

            migrationBuilder.DropColumn(
                name: "contribution",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "fingerprint",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "format",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "is_retry",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "question",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "reading",
                table: "imports");

            migrationBuilder.DropColumn(
                name: "seen",
                table: "imports");

            migrationBuilder.AlterColumn<string>(
                name: "ignored_reasons",
                table: "imports",
                type: "jsonb",
                nullable: false,
                oldClrType: typeof(string),
                oldType: "jsonb",
                oldDefaultValueSql: "'{}'");
        }
    }
}
