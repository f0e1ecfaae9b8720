using Dashboard.Core.Metrics;
using Dashboard.Storage.Writing;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Verification;

/// <summary>Holds stored counts and histograms against a recount, in slices of time.</summary>
internal sealed class CellComparison(RecountedCells recount, DateTime since, Findings findings, NpgsqlConnection connection)
{
    // A workspace's day has 25 hours when its clocks go back.
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(25);

    private DateTime? _hours;
    private DateTime? _days;

    /// <summary>Counts and histograms compared.</summary>
    public long Compared { get; private set; }

    /// <summary>Compares everything that no later attempt can change.</summary>
    /// <param name="until">Attempts up to here are in the recount; <see cref="DateTime.MaxValue"/>: all are.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task CompareAsync(DateTime until, CancellationToken cancellationToken)
    {
        recount.Absorb();
        var isEnd = until == DateTime.MaxValue;
        var hours = isEnd ? until : until - Hour;
        var days = isEnd ? until : until - LongestDay;
        for (var cube = 0; cube < Cube.All.Count; cube++)
        {
            var isDaily = Cube.All[cube].IsDaily;
            await CompareAsync(cube, (isDaily ? _days : _hours) ?? since, isDaily ? days : hours, cancellationToken);
        }

        for (var i = 0; i < LatencyTable.All.Count; i++)
        {
            var table = LatencyTable.All[i];
            await CompareAsync(
                table.Table, table.Column, recount.Latencies[i], (table.IsDaily ? _days : _hours) ?? since, table.IsDaily ? days : hours, cancellationToken);
        }

        (_hours, _days) = (Later(_hours, hours), Later(_days, days));
    }

    private DateTime Later(DateTime? done, DateTime now) => now > (done ?? since) ? now : done ?? since;

    private async Task CompareAsync(int cube, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var expected = recount.Take(cube, to).Where(c => c.Key.Hour >= since && c.Value.Any(n => n != 0)).ToDictionary();
        var (_, table, columns, _, _) = Cube.All[cube];
        await using var command = new NpgsqlCommand(
            $"select hour, {string.Join(", ", columns)}, {CellStorage.MeasureColumns} from {table} where hour >= @from and hour < @to", connection)
        {
            CommandTimeout = 0,
        };
        AddRange(command, from, to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var ids = new int[4];
            for (var i = 0; i < columns.Length; i++)
            {
                ids[i] = reader.GetInt32(1 + i);
            }

            var key = new CellKey(reader.GetDateTime(0), ids[0], ids[1], ids[2], ids[3]);
            expected.Remove(key, out var counts);
            Compared++;
            for (var m = 0; m < Counters.Count; m++)
            {
                var column = 1 + columns.Length + m;
                Compare(table, key, (Counter)m, reader.IsDBNull(column) ? 0 : reader.GetInt32(column), counts?[m] ?? 0);
            }
        }

        foreach (var (key, counts) in expected)
        {
            for (var m = 0; m < Counters.Count; m++)
            {
                Compare(table, key, (Counter)m, 0, counts[m]);
            }
        }
    }

    private void Compare(string table, CellKey key, Counter counter, int stored, int counted)
    {
        if (stored != counted)
        {
            findings.Add($"{table} {key.Hour:yyyy-MM-dd HH:mm} ({key.A}, {key.B}, {key.C}, {key.D}): {CellStorage.ColumnOf(counter)} is {stored}, the attempts say {counted}.");
        }
    }

    private async Task CompareAsync(
        string table, string id, Dictionary<LatencyKey, LatencyChange> latencies, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        var expected = latencies.Where(l => l.Key.Hour < to).ToDictionary();
        foreach (var key in expected.Keys)
        {
            latencies.Remove(key);
        }

        await using var command = new NpgsqlCommand(
            $"select hour, by_cohort, {id}, route_id, total, queue, receiver from {table} where hour >= @from and hour < @to", connection)
        {
            CommandTimeout = 0,
        };
        AddRange(command, from, to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = new LatencyKey(reader.GetDateTime(0), reader.GetBoolean(1), reader.GetInt32(2), reader.GetInt32(3));
            expected.Remove(key, out var counted);
            Compared++;
            LatencyHistogram?[] parts = [counted?.Total, counted?.Queue, counted?.Receiver];
            for (var i = 0; i < parts.Length; i++)
            {
                // Histograms put one after the other say the same as their sum.
                var stored = new LatencyHistogram();
                stored.Add(reader.IsDBNull(4 + i) ? [] : reader.GetFieldValue<byte[]>(4 + i));
                if (!stored.Pack().AsSpan().SequenceEqual(parts[i]?.Pack()))
                {
                    Differs(table, key);
                    break;
                }
            }
        }

        foreach (var key in expected.Where(l => l.Key.Hour >= since && l.Value.Receiver.Pack() is not null).Select(l => l.Key))
        {
            Differs(table, key);
        }
    }

    private void Differs(string table, LatencyKey key) =>
        findings.Add($"{table} {key.Hour:yyyy-MM-dd HH:mm} ({key.ByCohort}, {key.Id}, {key.RouteId}): the times to acceptance are not those of the attempts.");

    private static void AddRange(NpgsqlCommand command, DateTime from, DateTime to)
    {
        command.Parameters.AddWithValue("from", NpgsqlDbType.TimestampTz, from);
        command.Parameters.AddWithValue("to", NpgsqlDbType.TimestampTz, DateTime.SpecifyKind(to, DateTimeKind.Utc));
    }
}
