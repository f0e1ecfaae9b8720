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
            insert into quarantined_lines (import_id, part, line, "column", reason, original)
            select * from unnest(@import, @part, @line, @column, @reason, @original)
            """,
            connection);
        command.Parameters.AddWithValue("import", lines.Select(l => l.ImportId).ToArray());
        command.Parameters.AddWithValue("part", lines.Select(l => l.Part).ToArray());
        command.Parameters.AddWithValue("line", lines.Select(l => l.Line).ToArray());
        command.Parameters.AddWithValue("column", NpgsqlDbType.Array | NpgsqlDbType.Text, lines.Select(l => l.Column).ToArray());
        command.Parameters.AddWithValue("reason", lines.Select(l => l.Reason).ToArray());
        command.Parameters.AddWithValue("original", lines.Select(l => l.Original).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public static async Task DeleteAsync(
        int importId, IReadOnlyCollection<long> lines, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand("delete from quarantined_lines where import_id = @import and line = any(@lines)", connection);
        command.Parameters.AddWithValue("import", importId);
        command.Parameters.AddWithValue("lines", lines.ToArray());
        if (await command.ExecuteNonQueryAsync(cancellationToken) != lines.Count)
        {
            throw new InvalidOperationException($"Import {importId}: a line to be taken out of quarantine was not in it.");
        }
    }

    public static async Task<IReadOnlyList<long>> ReadAfterAsync(
        int importId, long line, int wanted, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select line from quarantined_lines where import_id = @import and line > @line order by line limit @wanted", connection);
        command.Parameters.AddWithValue("import", importId);
        command.Parameters.AddWithValue("line", line);
        command.Parameters.AddWithValue("wanted", wanted);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var lines = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(reader.GetInt64(0));
        }

        return lines;
    }
}
