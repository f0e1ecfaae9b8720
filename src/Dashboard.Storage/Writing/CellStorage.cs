using Dashboard.Core.Metrics;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>Adds a batch's changes to the cell tables.</summary>
internal static class CellStorage
{
    private static readonly string[] Measures =
    [
        "att_accepted", "att_deferred", "att_rejected", "att_no_reply",
        "fin_accepted", "fin_rejected", "fin_expired",
        "attempted", "first_deferred", "ever_deferred", "retry_succeeded",
        "accepted", "rejected", "expired", "bounced_later", "complained", "throttled",
    ];

    private static readonly string[] Upserts = [.. Cube.All.Select(UpsertOf)];

    /// <summary>The columns of all counters, in their order.</summary>
    public static string MeasureColumns { get; } = string.Join(", ", Measures);

    /// <summary>The column of a counter.</summary>
    public static string ColumnOf(Counter counter) => Measures[(int)counter];

    public static async Task WriteAsync(CellChanges changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Cube.All.Count; i++)
        {
            var cells = changes.Of(i);
            if (cells.Length > 0)
            {
                await WriteAsync(Cube.All[i], Upserts[i], cells, connection, cancellationToken);
            }
        }
    }

    private static async Task WriteAsync(
        Cube cube, string upsert, KeyValuePair<CellKey, int[]>[] cells, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(upsert, connection);
        command.Parameters.Add(new()
        {
            Value = Array.ConvertAll(cells, c => c.Key.Hour),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        Converter<KeyValuePair<CellKey, int[]>, int>[] parts = [c => c.Key.A, c => c.Key.B, c => c.Key.C, c => c.Key.D];
        foreach (var part in parts.Take(cube.Columns.Length))
        {
            AddInts(command, Array.ConvertAll(cells, part));
        }

        for (var m = 0; m < Counters.Count; m++)
        {
            var measure = m;
            AddInts(command, Array.ConvertAll(cells, c => c.Value[measure]));
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddInts(NpgsqlCommand command, int[] values) =>
        command.Parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });

    // Zero is stored as null: a null costs no byte, and most counters of most cells are zero.
    private static string UpsertOf(Cube cube)
    {
        var keys = string.Join(", ", cube.Columns);
        var measures = string.Join(", ", Measures);
        var parameters = string.Join(", ", Enumerable.Range(1, 1 + cube.Columns.Length + Measures.Length).Select(n => $"${n}"));
        var values = string.Join(", ", Measures.Select(m => $"nullif(n.{m}, 0)"));
        var sums = string.Join(", ", Measures.Select(m => $"{m} = case when excluded.{m} is null then c.{m} else nullif(coalesce(c.{m}, 0) + excluded.{m}, 0) end"));
        return $"""
            insert into {cube.Table} as c (hour, {keys}, {measures})
            select n.hour, {string.Join(", ", cube.Columns.Select(k => "n." + k))}, {values}
            from unnest({parameters}) as n(hour, {keys}, {measures})
            on conflict (hour, {keys}) do update set {sums}
            """;
    }
}
