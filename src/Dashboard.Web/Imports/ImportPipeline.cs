using Dashboard.Core.Delivery;
using Dashboard.Formats;
using Dashboard.Formats.Compression;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Writing;

namespace Dashboard.Web.Imports;

/// <summary>
/// Joins a file's reader and the store: line → event → identity → batch. Begins where the last run stopped, and ends with every line
/// accounted for or with a sentence that says why not.
/// </summary>
public sealed class ImportPipeline(
    StoreWriter store, ImportRegister register, UploadFolder uploads, TimeProvider time, ILogger<ImportPipeline> logger)
{
    private const int LinesBetweenLooks = 256;
    private const int OccurrenceMemoryBytes = 4 << 20;
    private static readonly TimeSpan KeepLeaseEvery = TimeSpan.FromSeconds(2);

    // A sender's clock may be a little ahead; more is a mistake.
    private static readonly TimeSpan FutureAllowed = TimeSpan.FromHours(24);
    private static readonly TimeSpan PastAllowed = TimeSpan.FromDays(3653);

    /// <summary>Runs an import to its end. Running it again, or twice at once, changes nothing.</summary>
    public async Task RunAsync(int importId, CancellationToken cancellationToken)
    {
        await using var session = await store.OpenAsync(importId, cancellationToken);
        if (session is null || await register.FindAsync(importId, cancellationToken) is not { } import)
        {
            return;
        }

        try
        {
            await ReadAsync(session, import, cancellationToken);
        }
        catch (FileRefusedException e)
        {
            await store.FailAsync(importId, Refused(session.Progress, e.Message), cancellationToken);
        }
        catch (InvalidDataException e)
        {
            logger.LogWarning("Import {ImportId} is damaged after {Lines} lines; its page says where.", importId, session.Progress.Lines);
            await store.FailAsync(importId, Damaged(session.Progress, e.Message), cancellationToken);
        }
        catch (FileNotFoundException)
        {
            await store.FailAsync(importId, "The uploaded file is no longer in the data folder. Upload it again: what is known already is not counted twice.", cancellationToken);
        }
    }

    private static string Damaged(ImportProgress progress, string reason) => progress.Imported == 0
        ? $"The file is damaged: {reason} Nothing of it was counted. Upload it again from its origin."
        : $"The file is damaged: {reason} The {progress.Imported:N0} events before the damage were kept. Upload it again from its origin: what is known already is not counted twice.";

    private static string Refused(ImportProgress progress, string reason) => progress.Imported == 0
        ? $"{reason} Nothing of the file was counted."
        : $"{reason} The {progress.Imported:N0} events before were kept: what is known already is not counted twice.";

    private async Task ReadAsync(ImportSession session, Import import, CancellationToken cancellationToken)
    {
        var path = uploads.PathOf(import.StoredName);
        var parts = await CheckAsync(session, path, cancellationToken);
        if (StoredFileCheck.WhyNot(parts) is { } problem)
        {
            await store.FailAsync(import.Id, problem, cancellationToken);
            return;
        }

        await store.NamePartsAsync(import.Id, [.. parts.Select(p => p.Name).Where(name => name.Length > 0)], cancellationToken);
        var now = time.GetUtcNow().UtcDateTime;
        var options = new LogReaderOptions { NotBefore = now - PastAllowed, NotAfter = now + FutureAllowed };
        using var file = StoredFile.Open(path);
        var position = new ReadPosition(session.Progress.Lines);
        while (file.NextPart() is { } part)
        {
            if (part.Number > 0)
            {
                // Rotations of one log overlap, and what is in this batch cannot be found in the store yet.
                await session.CommitAsync(file.BytesRead, cancellationToken);
                session.ExpectDuplicates();
            }

            await ReadPartAsync(session, file, part, parts[part.Number], options, position, cancellationToken);
        }

        if (position.ToSkip > 0)
        {
            throw new InvalidDataException("It is shorter than what was already read of it.");
        }

        await session.CompleteAsync(file.Length, cancellationToken);
    }

    private async Task ReadPartAsync(
        ImportSession session, StoredFile file, StoredPart part, CheckedPart check, LogReaderOptions options, ReadPosition position, CancellationToken cancellationToken)
    {
        if (!check.IsLog)
        {
            // No log, but somebody put it there: it stands in quarantine as one line.
            if (!position.Skip())
            {
                session.AddQuarantined(part.Number, 0, null, check.Detection.Problem!, default);
            }

            return;
        }

        using var reader = ReaderCatalog.Open(check.Detection.Format, part.Content, options);
        using var occurrences = new OccurrenceCounter(uploads.SpillFolder, OccurrenceMemoryBytes);
        var e = new LogEvent();
        var isAtEnd = await SkipAsync(session, reader, occurrences, e, position, cancellationToken);
        while (!isAtEnd)
        {
            var kind = reader.Read(e);
            if (kind == LineKind.End)
            {
                break;
            }

            Take(session, part.Number, reader, occurrences, kind, e);
            if (session.IsBatchDue)
            {
                await session.CommitAsync(file.BytesRead, cancellationToken);
            }
        }
    }

    private static void Take(ImportSession session, int part, ILogReader reader, OccurrenceCounter occurrences, LineKind kind, LogEvent e)
    {
        switch (kind)
        {
            case LineKind.Event:
                var hash = EventIdentity.Hash(e);
                session.Add(e, EventIdentity.WithOccurrence(hash, occurrences.Next(e.OccurredAt, hash)));
                break;
            case LineKind.Ignored:
                session.AddIgnored(reader.Problem.Reason);
                break;
            case LineKind.Malformed:
                session.AddQuarantined(part, reader.LineNumber, reader.Problem.Column, reader.Problem.Reason, reader.Problem.Original);
                break;
            case LineKind.End:
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Before the first line is counted: is the file whole, and what are its parts?</summary>
    private async Task<IReadOnlyList<CheckedPart>> CheckAsync(ImportSession session, string path, CancellationToken cancellationToken)
    {
        using var file = StoredFile.Open(path);
        var looked = time.GetTimestamp();
        return await StoredFileCheck.ReadAsync(
            file, session.Progress.Lines == 0, async token => looked = await KeepLeaseAsync(session, looked, token), cancellationToken);
    }

    /// <summary>Reads what earlier runs have stored, only to know how often each event has occurred so far.</summary>
    /// <returns>True when the part ended.</returns>
    private async Task<bool> SkipAsync(
        ImportSession session, ILogReader reader, OccurrenceCounter occurrences, LogEvent e, ReadPosition position, CancellationToken cancellationToken)
    {
        var looked = time.GetTimestamp();
        while (position.ToSkip > 0)
        {
            switch (reader.Read(e))
            {
                case LineKind.Event:
                    occurrences.Next(e.OccurredAt, EventIdentity.Hash(e));
                    session.Skip(e);
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
                looked = await KeepLeaseAsync(session, looked, cancellationToken);
            }
        }

        return false;
    }

    private async Task<long> KeepLeaseAsync(ImportSession session, long looked, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(looked) < KeepLeaseEvery)
        {
            return looked;
        }

        await session.KeepLeaseAsync(cancellationToken);
        return time.GetTimestamp();
    }
}
