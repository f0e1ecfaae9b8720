using Dashboard.Storage.Imports;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

internal static class QuarantineStorage
{
    public static async Task WriteAsync(
        IReadOnlyCollection<QuarantinedLine> lines, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into quarantined_lines (import_id, line, "column", reason, original)
            select * from unnest(@import, @line, @column, @reason, @original)
            """,
            connection);
        command.Parameters.AddWithValue("import", lines.Select(l => l.ImportId).ToArray());
        command.Parameters.AddWithValue("line", lines.Select(l => l.Line).ToArray());
        command.Parameters.AddWithValue("column", NpgsqlDbType.Array | NpgsqlDbType.Text, lines.Select(l => l.Column).ToArray());
        command.Parameters.AddWithValue("reason", lines.Select(l => l.Reason).ToArray());
        command.Parameters.AddWithValue("original", lines.Select(l => l.Original).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
