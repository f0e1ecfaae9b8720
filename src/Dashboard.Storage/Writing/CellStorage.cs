using Dashboard.Core.Metrics;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>Adds a batch's changes to the cell tables.</summary>
internal static class CellStorage
{
    // Below this a copy's round trips cost more than merging.
    private const int FewestToCopy = 16;

    private static readonly string[] Measures =
    [
        "att_accepted", "att_deferred", "att_rejected", "att_no_reply",
        "fin_accepted", "fin_rejected", "fin_expired",
        "attempted", "first_deferred", "ever_deferred", "retry_succeeded",
        "accepted", "rejected", "expired", "bounced_later", "complained", "throttled",
    ];

    private static readonly Counter[] AllCounters = Enum.GetValues<Counter>();

    // Where all that is new in a cell was accepted at once, as in most cells that are merged, four numbers are sent and added instead of all.
    private static readonly Counter[] OfAcceptedAtOnce = [Counter.AttemptsAccepted, Counter.FinallyAccepted, Counter.Attempted, Counter.Accepted];

    private static readonly string[] Upserts = [.. Cube.All.Select(cube => UpsertOf(cube, AllCounters))];
    private static readonly string[] UpsertsOfAcceptedAtOnce = [.. Cube.All.Select(cube => UpsertOf(cube, OfAcceptedAtOnce))];

    /// <summary>The columns of all counters, in their order.</summary>
    public static string MeasureColumns { get; } = string.Join(", ", Measures);

    /// <summary>The column of a counter.</summary>
    public static string ColumnOf(Counter counter) => Measures[(int)counter];

    /// <summary>Stores the changes.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="unwritten">Which cells are certainly new; null: any may exist.</param>
    /// <param name="connection">In the transaction of the batch.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task WriteAsync(
        CellChanges changes, UnwrittenCells? unwritten, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("store cells");
        for (var i = 0; i < Cube.All.Count; i++)
        {
            var cube = Cube.All[i];
            var cells = changes.Of(i);
            var rest = new List<int>();
            if (unwritten is not null && cells.Count >= FewestToCopy)
            {
                await CopyAsync(cube, cells, unwritten, rest, connection, cancellationToken);
            }
            else
            {
                rest.AddRange(Enumerable.Range(0, cells.Count));
            }

            var acceptedAtOnce = rest.ToLookup(c => IsOfAcceptedAtOnce(cells.Counts(c)));
            await MergeAsync(cube, UpsertsOfAcceptedAtOnce[i], OfAcceptedAtOnce, cells, [.. acceptedAtOnce[true]], connection, cancellationToken);
            await MergeAsync(cube, Upserts[i], AllCounters, cells, [.. acceptedAtOnce[false]], connection, cancellationToken);
        }
    }

    /// <summary>Deletes those of the changed cells in which nothing is left.</summary>
    public static async Task DeleteEmptyAsync(CellChanges changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Cube.All.Count; i++)
        {
            var cube = Cube.All[i];
            var cells = changes.Of(i);
            var lowered = Enumerable.Range(0, cells.Count).Where(c => cells.Counts(c).ContainsAnyInRange(int.MinValue, -1)).ToList();
            if (lowered.Count == 0)
            {
                continue;
            }

            var keys = string.Join(", ", cube.Columns);
            await using var command = new NpgsqlCommand(
                $"""
                delete from {cube.Table} where ctid = any(array(
                    select found.ctid
                    from unnest({string.Join(", ", Enumerable.Range(1, 1 + cube.Columns.Length).Select(n => $"${n}"))}) as n(hour, {keys})
                    cross join lateral (
                        select c.ctid from {cube.Table} c
                        where (c.hour, {string.Join(", ", cube.Columns.Select(k => "c." + k))}) = (n.hour, {string.Join(", ", cube.Columns.Select(k => "n." + k))})
                            and coalesce({string.Join(", ", Measures)}) is null
                        limit 1) found))
                """,
                connection);
            AddKeys(command, cube, cells, lowered);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Copies the new ones and lists the others.</summary>
    private static async Task CopyAsync(
        Cube cube, CubeChanges cells, UnwrittenCells unwritten, List<int> rest, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var copy = await BinaryCopy.BeginAsync(
            connection, $"{cube.Table} (hour, {string.Join(", ", cube.Columns)}, {MeasureColumns})", cancellationToken);
        for (var i = 0; i < cells.Count; i++)
        {
            if (!unwritten.Take(cube.Number, cube.IsDaily, cells.Key(i)))
            {
                rest.Add(i);
                continue;
            }

            copy.StartRow(1 + cube.Columns.Length + Counters.Count);
            cells.Key(i).WriteTo(copy, cube.Columns.Length);
            foreach (var count in cells.Counts(i))
            {
                if (count == 0)
                {
                    copy.WriteNull();
                }
                else
                {
                    copy.Write(count);
                }
            }

            if (copy.IsFull)
            {
                await copy.SendAsync(cancellationToken);
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task MergeAsync(
        Cube cube, string upsert, Counter[] counters, CubeChanges cells, List<int> chosen, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (chosen.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(upsert, connection);
        AddKeys(command, cube, cells, chosen);
        foreach (var counter in counters)
        {
            AddInts(command, [.. chosen.Select(c => cells.Counts(c)[(int)counter])]);
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddKeys(NpgsqlCommand command, Cube cube, CubeChanges cells, List<int> chosen)
    {
        command.Parameters.Add(new()
        {
            Value = chosen.Select(c => cells.Key(c).Hour).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        Func<CellKey, int>[] parts = [k => k.A, k => k.B, k => k.C, k => k.D];
        foreach (var part in parts.Take(cube.Columns.Length))
        {
            AddInts(command, [.. chosen.Select(c => part(cells.Key(c)))]);
        }
    }

    private static void AddInts(NpgsqlCommand command, int[] values) =>
        command.Parameters.Add(new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });

    private static bool IsOfAcceptedAtOnce(ReadOnlySpan<int> counts)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] != 0 && Array.IndexOf(OfAcceptedAtOnce, (Counter)i) < 0)
            {
                return false;
            }
        }

        return true;
    }

    // Zero is stored as null: a null costs no byte, and most counters of most cells are zero.
    private static string UpsertOf(Cube cube, Counter[] counters)
    {
        var keys = string.Join(", ", cube.Columns);
        var columns = counters.Select(ColumnOf).ToArray();
        var measures = string.Join(", ", columns);
        var parameters = string.Join(", ", Enumerable.Range(1, 1 + cube.Columns.Length + columns.Length).Select(n => $"${n}"));
        var values = string.Join(", ", columns.Select(m => $"nullif(n.{m}, 0)"));
        var sums = string.Join(", ", columns.Select(m => $"{m} = case when excluded.{m} is null then c.{m} else nullif(coalesce(c.{m}, 0) + excluded.{m}, 0) end"));
        return $"""
            insert into {cube.Table} as c (hour, {keys}, {measures})
            select n.hour, {string.Join(", ", cube.Columns.Select(k => "n." + k))}, {values}
            from unnest({parameters}) as n(hour, {keys}, {measures})
            on conflict (hour, {keys}) do update set {sums}
            """;
    }
}
