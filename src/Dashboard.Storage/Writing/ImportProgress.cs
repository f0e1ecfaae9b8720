using System.Text.Json;
using Dashboard.Storage.Imports;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Storage.Writing;

/// <summary>What an import has done, as its row says at every commit. Lines = imported + duplicates + quarantined + ignored.</summary>
public sealed class ImportProgress
{
    private DateTimeOffset _committedAt;
    private long _committedLines;

    /// <summary>The import.</summary>
    public required int ImportId { get; init; }

    /// <summary>Its source.</summary>
    public required int SourceId { get; init; }

    /// <summary>Where it stands.</summary>
    public ImportStatus Status { get; set; }

    /// <summary>Lines taken, those of the batch in hand included.</summary>
    public long Lines { get; set; }

    /// <summary>New events stored.</summary>
    public long Imported { get; set; }

    /// <summary>Events met that were stored already.</summary>
    public long Duplicates { get; set; }

    /// <summary>Lines in quarantine.</summary>
    public long Quarantined { get; set; }

    /// <summary>Lines that are no event for us.</summary>
    public long Ignored { get; set; }

    /// <summary>Reason → lines.</summary>
    public Dictionary<string, long> IgnoredReasons { get; init; } = [];

    /// <summary>Counter → by how much the import has changed it.</summary>
    public Dictionary<string, long> Contribution { get; private set; } = [];

    /// <summary>True while only its quarantined lines are read again.</summary>
    public bool IsRetry { get; set; }

    /// <summary>The import whose file is the same: what is stored as that one's needs no note; null when there is none.</summary>
    public int? RepeatsImportId { get; internal set; }

    /// <summary>What the new events showed, by the words of <see cref="SeenWords"/>; a word without events is absent.</summary>
    public IReadOnlyDictionary<string, long> Seen { get; internal set; } = new Dictionary<string, long>();

    /// <summary>Kind → names that it brought and the store had not met; one more than an import may bring where there were more.</summary>
    public IReadOnlyDictionary<string, long> NewNames { get; private set; } = new Dictionary<string, long>();

    /// <summary>Bytes of the stored file read.</summary>
    public long ReadBytes { get; set; }

    /// <summary>Earliest event, UTC; null when none.</summary>
    public DateTime? FirstEventAt { get; set; }

    /// <summary>Latest event, UTC; null when none.</summary>
    public DateTime? LastEventAt { get; set; }

    /// <summary>Time spent reading and storing, over all runs, seconds.</summary>
    public double BusySeconds { get; set; }

    /// <summary>True when lines were taken since the last commit.</summary>
    public bool IsChanged => Lines != _committedLines;

    /// <summary>Where an import stands.</summary>
    internal static ImportProgress Of(Import import)
    {
        var progress = new ImportProgress
        {
            ImportId = import.Id,
            SourceId = import.SourceId,
            Status = import.Status,
            Lines = import.Lines,
            Imported = import.Imported,
            Duplicates = import.Duplicates,
            Quarantined = import.Quarantined,
            Ignored = import.Ignored,
            IgnoredReasons = new Dictionary<string, long>(import.IgnoredReasons),
            Seen = import.Seen,
            NewNames = import.NewNames,
            ReadBytes = import.ReadBytes,
            FirstEventAt = import.FirstEventAt?.UtcDateTime,
            LastEventAt = import.LastEventAt?.UtcDateTime,
            BusySeconds = import.BusySeconds,
            IsRetry = import.IsRetry,
            RepeatsImportId = import.RepeatsImportId,
        };
        progress.Contribute(import.Contribution);
        return progress;
    }

    internal void Started(DateTimeOffset now)
    {
        _committedAt = now;
        _committedLines = Lines;
    }

    internal void Saw(DateTime occurredAt)
    {
        FirstEventAt = FirstEventAt < occurredAt ? FirstEventAt : occurredAt;
        LastEventAt = LastEventAt > occurredAt ? LastEventAt : occurredAt;
    }

    /// <summary>The same with a batch stored; nothing of this one changes before <see cref="Take"/>.</summary>
    internal ImportProgress With(int imported, int duplicates, IReadOnlyDictionary<string, long> contribution, SeenEvents seen, IReadOnlyDictionary<string, long> newNames)
    {
        var next = (ImportProgress)MemberwiseClone();
        next.Seen = seen.AddedTo(Seen);
        next.NewNames = new Dictionary<string, long>(newNames);
        next.Imported += imported;
        next.Duplicates += duplicates;
        next.Contribute(contribution);
        return next;
    }

    internal void Contribute(IReadOnlyDictionary<string, long> changes)
    {
        // A new one: the old may be what is committed, and this may be rolled back.
        Contribution = new Dictionary<string, long>(Contribution);
        foreach (var (counter, change) in changes)
        {
            Contribution[counter] = Contribution.GetValueOrDefault(counter) + change;
        }
    }

    internal void Take(ImportProgress committed)
    {
        Imported = committed.Imported;
        Duplicates = committed.Duplicates;
        Contribution = committed.Contribution;
        Seen = committed.Seen;
        NewNames = committed.NewNames;
        BusySeconds = committed.BusySeconds;
        _committedAt = committed._committedAt;
        _committedLines = committed._committedLines;
    }

    internal async Task WriteAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("store position");
        if (Lines != Imported + Duplicates + Quarantined + Ignored)
        {
            throw new InvalidOperationException(
                $"Import {ImportId}: {Lines} lines are not {Imported} imported + {Duplicates} duplicates + {Quarantined} quarantined + {Ignored} ignored.");
        }

        // A clock set back must not make the time spent negative.
        BusySeconds += Math.Max(0, (now - _committedAt).TotalSeconds);
        _committedAt = now;
        _committedLines = Lines;
        await using var command = new NpgsqlCommand(
            """
            update imports set status = @status, lines = @lines, imported = @imported, duplicates = @duplicates, quarantined = @quarantined,
                ignored = @ignored, ignored_reasons = @reasons, seen = @seen, new_names = @new_names, read_bytes = @read, first_event_at = @first, last_event_at = @last,
                busy_seconds = @busy, contribution = @contribution, is_retry = @retry,
                error = case when @status = 2 then null else error end, finished_at = case when @status = 2 then @now else finished_at end
            where id = @id
            """,
            connection);
        command.Parameters.AddWithValue("id", ImportId);
        command.Parameters.AddWithValue("status", (int)Status);
        command.Parameters.AddWithValue("lines", Lines);
        command.Parameters.AddWithValue("imported", Imported);
        command.Parameters.AddWithValue("duplicates", Duplicates);
        command.Parameters.AddWithValue("quarantined", Quarantined);
        command.Parameters.AddWithValue("ignored", Ignored);
        command.Parameters.AddWithValue("reasons", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(IgnoredReasons));
        command.Parameters.AddWithValue("contribution", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(Contribution));
        command.Parameters.AddWithValue("retry", IsRetry);
        command.Parameters.AddWithValue("seen", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(Seen));
        command.Parameters.AddWithValue("new_names", NpgsqlDbType.Jsonb, JsonSerializer.Serialize(NewNames));
        command.Parameters.AddWithValue("read", ReadBytes);
        command.Parameters.AddWithValue("first", NpgsqlDbType.TimestampTz, (object?)FirstEventAt ?? DBNull.Value);
        command.Parameters.AddWithValue("last", NpgsqlDbType.TimestampTz, (object?)LastEventAt ?? DBNull.Value);
        command.Parameters.AddWithValue("busy", BusySeconds);
        command.Parameters.AddWithValue("now", now.ToUniversalTime());
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            throw new InvalidOperationException($"Import {ImportId} no longer exists.");
        }
    }
}
