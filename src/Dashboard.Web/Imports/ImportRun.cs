using Dashboard.Core.Delivery;
using Dashboard.Formats;
using Dashboard.Formats.Compression;
using Dashboard.Storage.Writing;

namespace Dashboard.Web.Imports;

/// <summary>One run over a stored file, part by part: from where the last run stopped, or only the quarantined lines.</summary>
internal sealed class ImportRun(
    ImportSession session, StoredFile file, LogReaderOptions options, string spillFolder, Action requireRoom,
    Func<CancellationToken, Task> keepLeaseAsync)
{
    private const int LinesBetweenLooks = 256;
    private const int OccurrenceMemoryBytes = 4 << 20;

    // So many unreadable lines and not one readable: the columns are not what the source says.
    private const int HopelessAfter = 10_000;

    private readonly LogEvent _event = new();
    private readonly ReadPosition _position = new(session.Progress.Lines);
    private QuarantineRetry? _retry;
    private string? _lastProblem;

    private bool IsUnreadable => session.Progress is { Imported: 0, Duplicates: 0, Quarantined: > 0 };

    /// <summary>Reads the file; the last batch is left to the caller.</summary>
    /// <returns>Null; or, where not a single line could be read, a sentence that says so.</returns>
    public async Task<string?> ReadAsync(IReadOnlyList<CheckedPart> parts, bool isRetry, CancellationToken cancellationToken)
    {
        if (isRetry)
        {
            _retry = new QuarantineRetry(session);
            session.ExpectDuplicates(DuplicateReach.AnyHour);
        }

        while (file.NextPart() is { } part)
        {
            if (part.Number > 0)
            {
                // Rotations of one log overlap, and what is in this batch cannot be found in the store yet.
                await session.CommitAsync(file.BytesRead, cancellationToken);
                session.ExpectDuplicates(DuplicateReach.AnyHour);
            }

            if (!await ReadPartAsync(part, parts[part.Number], cancellationToken))
            {
                return $"None of the first {session.Progress.Lines:N0} lines could be read. Most likely the columns are not what the source says. The last problem: {_lastProblem}";
            }
        }

        if (_retry is null && _position.ToSkip > 0)
        {
            throw new InvalidDataException("It is shorter than what was already read of it.");
        }

        await session.CommitAsync(file.BytesRead, cancellationToken);
        return !isRetry && IsUnreadable ? $"None of its {session.Progress.Lines:N0} lines could be read. The last problem: {_lastProblem}" : null;
    }

    private async Task<bool> ReadPartAsync(StoredPart part, CheckedPart check, CancellationToken cancellationToken)
    {
        var problem = check.Detection.Format == LogFormat.Delimited && options.Mapping is null
            ? "Nobody has said what its columns hold. Upload it by itself, so that they can be checked."
            : check.Detection.Problem;
        if (problem is not null)
        {
            await RefuseAsync(part, problem, cancellationToken);
            return true;
        }

        using var reader = ReaderCatalog.Open(check.Detection.Format, part.Content, options);
        using var occurrences = new OccurrenceCounter(spillFolder, OccurrenceMemoryBytes);
        // A part that was no log the last time stands in quarantine as a whole.
        var whole = _retry is null ? null : await _retry.FindWholeAsync(part.Number, cancellationToken);
        var position = whole is { } held ? new ReadPosition(-held.Line) : _position;
        if (whole is not null)
        {
            session.BeginWholePart(whole.Value);
        }

        var isAtEnd = (_retry is null || whole is not null) && await SkipAsync(reader, occurrences, position, cancellationToken);
        while (!isAtEnd)
        {
            var kind = reader.Read(_event);
            if (kind == LineKind.End)
            {
                break;
            }

            if (reader.RecordsRead % LinesBetweenLooks == 0)
            {
                await keepLeaseAsync(cancellationToken);
            }

            var occurrence = kind == LineKind.Event ? Occurrence.Of(_event, occurrences) : default;
            if (_retry is not null && whole is null && !await _retry.TakeAsync(new QuarantinePlace((short)part.Number, reader.LineNumber), cancellationToken))
            {
                continue;
            }

            Take(part.Number, reader, occurrence, kind);
            if (whole is not null)
            {
                session.PassRecordOfWholePart();
            }

            if (session.IsBatchDue)
            {
                requireRoom();
                await session.CommitAsync(file.BytesRead, cancellationToken);
                if (_retry is null && IsUnreadable && session.Progress.Quarantined >= HopelessAfter)
                {
                    return false;
                }
            }
        }

        session.EndWholePart();
        return true;
    }

    /// <summary>No log, but somebody put it there: it stands in quarantine as one line.</summary>
    private async Task RefuseAsync(StoredPart part, string problem, CancellationToken cancellationToken)
    {
        var held = _retry is null ? null : await _retry.FindWholeAsync(part.Number, cancellationToken);
        if (held is not null)
        {
            session.TakeFromQuarantine(held.Value);
        }

        if (held is not null || (_retry is null && !_position.Skip()))
        {
            session.AddQuarantined(part.Number, 0, null, problem, default);
            _lastProblem = problem;
        }
    }

    private void Take(int part, ILogReader reader, Occurrence occurrence, LineKind kind)
    {
        switch (kind)
        {
            case LineKind.Event when occurrence.IsRepeated:
                session.AddDuplicate();
                break;
            case LineKind.Event:
                session.Add(_event, occurrence.Identity);
                break;
            case LineKind.Ignored:
                session.AddIgnored(reader.Problem.Reason);
                break;
            case LineKind.Malformed:
                session.AddQuarantined(part, reader.LineNumber, reader.Problem.Column, reader.Problem.Reason, reader.Problem.Original);
                _lastProblem = reader.Problem.Reason;
                break;
            case LineKind.End:
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Reads what earlier runs have stored, only to know how often each event has occurred so far.</summary>
    /// <returns>True when the part ended.</returns>
    private async Task<bool> SkipAsync(ILogReader reader, OccurrenceCounter occurrences, ReadPosition position, CancellationToken cancellationToken)
    {
        while (position.ToSkip > 0)
        {
            switch (reader.Read(_event))
            {
                case LineKind.Event:
                    Occurrence.Of(_event, occurrences);
                    session.Skip(_event);
                    break;
                case LineKind.End:
                    return true;
                case LineKind.Ignored or LineKind.Malformed:
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }

            position.Skip();
            if (reader.RecordsRead % LinesBetweenLooks == 0)
            {
                await keepLeaseAsync(cancellationToken);
            }
        }

        return false;
    }
}
