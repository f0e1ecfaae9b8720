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
        int importId, IReadOnlyCollection<QuarantinePlace> places, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (places.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            delete from quarantined_lines q using unnest(@part, @line) as taken(part, line)
            where q.import_id = @import and q.part = taken.part and q.line = taken.line
            """,
            connection);
        command.Parameters.AddWithValue("import", importId);
        command.Parameters.AddWithValue("part", places.Select(p => p.Part).ToArray());
        command.Parameters.AddWithValue("line", places.Select(p => p.Line).ToArray());
        if (await command.ExecuteNonQueryAsync(cancellationToken) != places.Count)
        {
            throw new InvalidOperationException($"Import {importId}: a line to be taken out of quarantine was not in it.");
        }
    }

    public static async Task MoveAsync(int importId, QuarantinePlace place, long line, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update quarantined_lines set line = @to where import_id = @import and part = @part and line = @line", connection);
        command.Parameters.AddWithValue("import", importId);
        command.Parameters.AddWithValue("part", place.Part);
        command.Parameters.AddWithValue("line", place.Line);
        command.Parameters.AddWithValue("to", line);
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
        {
            throw new InvalidOperationException($"Import {importId}: part {place.Part} was not in quarantine.");
        }
    }

    public static async Task<IReadOnlyList<QuarantinePlace>> ReadAfterAsync(
        int importId, QuarantinePlace place, int wanted, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select part, line from quarantined_lines where import_id = @import and (part, line) > (@part, @line)
            order by part, line limit @wanted
            """,
            connection);
        command.Parameters.AddWithValue("import", importId);
        command.Parameters.AddWithValue("part", place.Part);
        command.Parameters.AddWithValue("line", place.Line);
        command.Parameters.AddWithValue("wanted", wanted);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var places = new List<QuarantinePlace>();
        while (await reader.ReadAsync(cancellationToken))
        {
            places.Add(new QuarantinePlace(reader.GetInt16(0), reader.GetInt64(1)));
        }

        return places;
    }
}
