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
        catch (InvalidDataException e)
        {
            logger.LogWarning("Import {ImportId} is damaged: {Reason}", importId, e.Message);
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

    private async Task ReadAsync(ImportSession session, Import import, CancellationToken cancellationToken)
    {
        var path = uploads.PathOf(import.StoredName);
        var format = await CheckAsync(session, path, cancellationToken);
        if (format is null)
        {
            return;
        }

        using var file = StoredFile.Open(path);
        var now = time.GetUtcNow().UtcDateTime;
        var options = new LogReaderOptions { NotBefore = now - PastAllowed, NotAfter = now + FutureAllowed };
        using var reader = ReaderCatalog.Open(format.Value, file.Content, options);
        using var occurrences = new OccurrenceCounter(uploads.SpillFolder, OccurrenceMemoryBytes);
        var e = new LogEvent();
        await SkipAsync(session, reader, occurrences, e, cancellationToken);
        while (true)
        {
            var kind = reader.Read(e);
            if (kind == LineKind.End)
            {
                break;
            }

            Take(session, reader, occurrences, kind, e);
            if (session.IsBatchDue)
            {
                await session.CommitAsync(file.BytesRead, cancellationToken);
            }
        }

        await session.CompleteAsync(file.Length ?? file.BytesRead, cancellationToken);
    }

    private static void Take(ImportSession session, ILogReader reader, OccurrenceCounter occurrences, LineKind kind, LogEvent e)
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
                session.AddQuarantined(reader.LineNumber, reader.Problem.Column, reader.Problem.Reason, reader.Problem.Original);
                break;
            case LineKind.End:
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Before the first line is counted: is the file whole, and of a format we read? Null when it is refused.</summary>
    private async Task<LogFormat?> CheckAsync(ImportSession session, string path, CancellationToken cancellationToken)
    {
        using var file = StoredFile.Open(path);
        try
        {
            return await CheckAsync(session, file, cancellationToken);
        }
        catch (InvalidDataException e) when (e.Source == "System.IO.Compression")
        {
            // The library's own sentence speaks of archives and methods; the reader wants to know where.
            throw new InvalidDataException($"Its compression is broken near byte {file.BytesRead:N0} of {file.Length:N0}.", e);
        }
    }

    private async Task<LogFormat?> CheckAsync(ImportSession session, StoredFile file, CancellationToken cancellationToken)
    {
        var beginning = new byte[ReaderCatalog.DetectionBytes];
        var length = await file.Content.ReadAtLeastAsync(beginning, beginning.Length, throwOnEndOfStream: false, cancellationToken);
        var detection = ReaderCatalog.Detect(beginning.AsSpan(0, length));
        if (detection.Format == LogFormat.Unknown)
        {
            await store.FailAsync(session.Progress.ImportId, detection.Problem ?? "This is not a log that Dashboard can read.", cancellationToken);
            return null;
        }

        if (file.Compression != StoredCompression.None && session.Progress.Lines == 0)
        {
            // Damage shows only at the end of a compressed file: look before anything is counted.
            var looked = time.GetTimestamp();
            while (await file.Content.ReadAsync(beginning, cancellationToken) > 0)
            {
                looked = await KeepLeaseAsync(session, looked, cancellationToken);
            }

            if (file.HasTrailingGarbage())
            {
                // Perhaps a second file whose beginning was damaged: its lines must not vanish in silence.
                throw new InvalidDataException("Something that is not compressed follows the compressed text.");
            }
        }

        return detection.Format;
    }

    /// <summary>Reads what earlier runs have stored, only to know how often each event has occurred so far.</summary>
    private async Task SkipAsync(
        ImportSession session, ILogReader reader, OccurrenceCounter occurrences, LogEvent e, CancellationToken cancellationToken)
    {
        var looked = time.GetTimestamp();
        var position = session.Progress.Lines;
        while (reader.RecordsRead < position)
        {
            switch (reader.Read(e))
            {
                case LineKind.Event:
                    occurrences.Next(e.OccurredAt, EventIdentity.Hash(e));
                    session.Skip(e);
                    break;
                case LineKind.End:
                    throw new InvalidDataException("It is shorter than what was already read of it.");
                case LineKind.Ignored or LineKind.Malformed:
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }

            if (reader.RecordsRead % LinesBetweenLooks == 0)
            {
                looked = await KeepLeaseAsync(session, looked, cancellationToken);
            }
        }
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
