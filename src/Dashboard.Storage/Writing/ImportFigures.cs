using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>By how much the figures of one import change when attempts change hands.</summary>
internal sealed class ImportFigures
{
    /// <summary>Lines it accounts for: fewer while it is being deleted.</summary>
    public int Lines { get; set; }

    /// <summary>Events that are stored as its own.</summary>
    public int Imported { get; set; }

    /// <summary>Events that were another's.</summary>
    public int Duplicates { get; set; }

    /// <summary>Earliest event that it takes over, UTC.</summary>
    public DateTime? First { get; set; }

    /// <summary>Latest event that it takes over, UTC.</summary>
    public DateTime? Last { get; set; }

    /// <summary>What the events that it takes over show.</summary>
    public SeenEvents Seen { get; } = new();

    /// <summary>It takes over an event that it had as a duplicate.</summary>
    public void TakeOver(DateTime occurredAt)
    {
        Imported++;
        Duplicates--;
        First = First < occurredAt ? First : occurredAt;
        Last = Last > occurredAt ? Last : occurredAt;
    }

    public async Task WriteAsync(
        int importId, IReadOnlyDictionary<string, long> contribution, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (seen, contributed) = await ReadAsync(importId, connection, cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            update imports set lines = lines + @lines, imported = imported + @imported, duplicates = duplicates + @duplicates,
                first_event_at = least(first_event_at, @first), last_event_at = greatest(last_event_at, @last), seen = @seen, contribution = @contribution
            where id = @id
            """,
            connection);
        command.Parameters.AddWithValue("id", importId);
        command.Parameters.AddWithValue("lines", Lines);
        command.Parameters.AddWithValue("imported", Imported);
        command.Parameters.AddWithValue("duplicates", Duplicates);
        command.Parameters.AddWithValue("first", NpgsqlDbType.TimestampTz, (object?)First ?? DBNull.Value);
        command.Parameters.AddWithValue("last", NpgsqlDbType.TimestampTz, (object?)Last ?? DBNull.Value);
        command.Parameters.AddWithValue("seen", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(Seen.AddedTo(seen)));
        command.Parameters.AddWithValue("contribution", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(Sum(contributed, contribution)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What one import has contributed, and shown, becomes another's too.</summary>
    public static async Task BequeathAsync(int importId, int heir, bool withSeen, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (seen, contribution) = await ReadAsync(importId, connection, cancellationToken);
        var (seenByHeir, contributedByHeir) = await ReadAsync(heir, connection, cancellationToken);
        await using var command = new NpgsqlCommand("update imports set seen = @seen, contribution = @contribution where id = @id", connection);
        command.Parameters.AddWithValue("id", heir);
        command.Parameters.AddWithValue("seen", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(withSeen ? Sum(seenByHeir, seen) : seenByHeir));
        command.Parameters.AddWithValue("contribution", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(Sum(contributedByHeir, contribution)));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<(Dictionary<string, long> Seen, Dictionary<string, long> Contribution)> ReadAsync(
        int importId, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select seen::text, contribution::text from imports where id = @id", connection);
        command.Parameters.AddWithValue("id", importId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? (Parse(reader.GetString(0)), Parse(reader.GetString(1)))
            : throw new InvalidOperationException($"Import {importId} no longer exists.");
    }

    private static Dictionary<string, long> Parse(string json) => JsonSerializer.Deserialize<Dictionary<string, long>>(json) ?? [];

    private static Dictionary<string, long> Sum(IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> change)
    {
        var sum = new Dictionary<string, long>(before);
        foreach (var (word, amount) in change)
        {
            sum[word] = sum.GetValueOrDefault(word) + amount;
        }

        return sum.Where(s => s.Value != 0).ToDictionary();
    }
}
