using Npgsql;

namespace Dashboard.Storage.Verification;

/// <summary>Do each import's figures add up, and is what they count there?</summary>
internal static class ImportSums
{
    /// <param name="attempts">Import → its stored attempts.</param>
    /// <param name="attemptsSince">Attempts are complete from here on, UTC; null when none is stored.</param>
    /// <param name="findings">Takes what differs.</param>
    /// <param name="connection">In the transaction of the check.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task CompareAsync(
        IReadOnlyDictionary<int, long> attempts, DateTime? attemptsSince, Findings findings, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select i.id, i.lines, i.imported, i.duplicates, i.quarantined, i.ignored, i.first_event_at,
                (select count(*) from quarantined_lines q where q.import_id = i.id)
            from imports i order by 1
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new HashSet<int>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var import = reader.GetInt32(0);
            known.Add(import);
            var (lines, imported, duplicates, quarantined, ignored) =
                (reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5));
            if (lines != imported + duplicates + quarantined + ignored)
            {
                findings.Add($"Import {import} has {lines} lines, but {imported} imported + {duplicates} duplicates + {quarantined} quarantined + {ignored} ignored.");
            }

            if (reader.GetInt64(7) != quarantined)
            {
                findings.Add($"Import {import} says {quarantined} lines are in quarantine; {reader.GetInt64(7)} are there.");
            }

            // Of an import older than the attempts that are kept, only a part can be there.
            var stored = attempts.GetValueOrDefault(import);
            if (imported != stored && (stored > imported || (!reader.IsDBNull(6) && reader.GetDateTime(6) >= attemptsSince)))
            {
                findings.Add($"Import {import} says it brought {imported} events; {stored} attempts name it.");
            }
        }

        foreach (var (import, stored) in attempts.Where(a => !known.Contains(a.Key)))
        {
            findings.Add($"{stored} attempts name import {import}, which does not exist.");
        }
    }
}
