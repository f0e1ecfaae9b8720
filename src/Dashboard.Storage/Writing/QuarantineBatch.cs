using Dashboard.Storage.Imports;
using Npgsql;

namespace Dashboard.Storage.Writing;

/// <summary>What one batch does to an import's quarantine: lines that come, lines that leave, and how far a part has come that stood in it as a whole.</summary>
internal sealed class QuarantineBatch(int importId)
{
    private const int MostOriginalBytes = 4096;
    private const int MostAdded = 1000;
    private const int MostTaken = 5000;

    private readonly List<QuarantinedLine> _added = [];
    private readonly List<QuarantinePlace> _taken = [];
    private QuarantinePlace? _part;
    private long _recordsOfPart;

    /// <summary>True when the batch should be stored for its sake.</summary>
    public bool IsFull => _added.Count >= MostAdded || _taken.Count >= MostTaken;

    /// <summary>True when lines leave, which alone changes no count of lines.</summary>
    public bool HasTaken => _taken.Count > 0;

    /// <summary>A line that could not be read.</summary>
    public void Add(int part, long line, string? column, string reason, ReadOnlyMemory<byte> original) => _added.Add(new QuarantinedLine
    {
        ImportId = importId,
        Part = checked((short)part),
        Line = line,
        Column = column,
        Reason = reason,
        Original = original[..Math.Min(original.Length, MostOriginalBytes)].ToArray(),
    });

    /// <summary>A line leaves.</summary>
    public void Take(QuarantinePlace place) => _taken.Add(place);

    /// <summary>Begins to read a part that stands in quarantine as a whole; it stays there until <see cref="EndPart"/>.</summary>
    public void BeginPart(QuarantinePlace held) => (_part, _recordsOfPart) = (held, -held.Line);

    /// <summary>One more record of the part was taken.</summary>
    public void PassRecordOfPart() => _recordsOfPart++;

    /// <summary>Each record of the part was taken; the place that leaves, null when no part was begun.</summary>
    public QuarantinePlace? EndPart()
    {
        var held = _part;
        _part = null;
        return held;
    }

    /// <summary>Writes all of it; the caller's transaction decides whether it stands.</summary>
    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var phase = ImportMetrics.StartPhase("store quarantine");
        await QuarantineStorage.DeleteAsync(importId, _taken, connection, cancellationToken);
        if (_part is { } held)
        {
            await QuarantineStorage.MoveAsync(importId, held, -_recordsOfPart, connection, cancellationToken);
        }

        await QuarantineStorage.WriteAsync(_added, connection, cancellationToken);
    }

    /// <summary>What was written stands.</summary>
    public void Committed()
    {
        _part = _part is { } held ? held with { Line = -_recordsOfPart } : null;
        _added.Clear();
        _taken.Clear();
    }
}
