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
    private static readonly TimeSpan KeepLeaseEvery = TimeSpan.FromSeconds(2);

    // A sender's clock may be a little ahead; more is a mistake.
    internal static readonly TimeSpan FutureAllowed = TimeSpan.FromHours(24);
    internal static readonly TimeSpan PastAllowed = TimeSpan.FromDays(3653);

    /// <summary>Runs an import to its end. Running it again, or twice at once, changes nothing.</summary>
    /// <exception cref="ShortOfRoomException">There is too little room on the disk (any more): what was stored stays, and the next run goes on.</exception>
    public async Task RunAsync(int importId, CancellationToken cancellationToken)
    {
        uploads.RequireRoom();
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
            await session.FailAsync(Refused(session.Progress, e.Message), cancellationToken);
        }
        catch (InvalidDataException e)
        {
            logger.LogWarning("Import {ImportId} is damaged after {Lines} lines; its page says where.", importId, session.Progress.Lines);
            await session.FailAsync(Damaged(session.Progress, e.Message), cancellationToken);
        }
        catch (FileNotFoundException)
        {
            await session.FailAsync("The uploaded file is no longer in the data folder. Upload it again: what is known already is not counted twice.", cancellationToken);
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
            await session.FailAsync(problem, cancellationToken);
            return;
        }

        await store.NamePartsAsync(import.Id, [.. parts.Select(p => p.Name).Where(name => name.Length > 0)], cancellationToken);
        using var file = StoredFile.Open(path);
        var run = new ImportRun(session, file, await OptionsAsync(session, import, cancellationToken), uploads.SpillFolder, uploads.RequireRoom, KeepLease(session));
        if (await run.ReadAsync(parts, import.IsRetry, cancellationToken) is { } unreadable)
        {
            await session.FailAsync(unreadable, cancellationToken);
            return;
        }

        await session.CompleteAsync(file.Length, cancellationToken);
    }

    /// <summary>How the file is read: as its source says when the import begins, and the same after every restart.</summary>
    private async Task<LogReaderOptions> OptionsAsync(ImportSession session, Import import, CancellationToken cancellationToken)
    {
        var stored = import.Reading;
        if (session.Progress.Lines == 0)
        {
            stored = import.Source.Reading;
            await session.KeepLeaseAsync(cancellationToken);
            await register.FixReadingAsync(import.Id, stored, cancellationToken);
            await session.RepeatAsync(await FindSameAsync(session, import, stored, cancellationToken), cancellationToken);
        }

        var reading = SourceReading.FromJson(stored);
        if (reading.TimesChanged)
        {
            session.ExpectDuplicates(DuplicateReach.AnyTime);
        }

        var now = time.GetUtcNow().UtcDateTime;
        return new LogReaderOptions
        {
            NotBefore = now - PastAllowed,
            NotAfter = now + FutureAllowed,
            AssumedOffset = TimeSpan.FromMinutes(reading.PowerMta?.OffsetMinutes ?? 0),
            HeaderLine = reading.PowerMta?.HeaderLine,
            Columns = reading.PowerMta?.Columns ?? new Dictionary<string, LogField>(),
            Mapping = reading.Mapping,
        };
    }

    /// <summary>An import that has read the very same file: what it brought need not be noted line by line.</summary>
    private async Task<int?> FindSameAsync(ImportSession session, Import import, string? reading, CancellationToken cancellationToken)
    {
        foreach (var other in await register.PerhapsSameAsync(import, reading, cancellationToken))
        {
            if (await uploads.AreSameAsync(import.StoredName, other.StoredName, KeepLease(session), cancellationToken))
            {
                return other.Id;
            }
        }

        return null;
    }

    /// <summary>Before the first line is counted: is the file whole, and what are its parts?</summary>
    private async Task<IReadOnlyList<CheckedPart>> CheckAsync(ImportSession session, string path, CancellationToken cancellationToken)
    {
        using var file = StoredFile.Open(path);
        return await StoredFileCheck.ReadAsync(file, session.Progress.Lines == 0, KeepLease(session), cancellationToken);
    }

    /// <summary>To be called again and again while nothing is committed.</summary>
    private Func<CancellationToken, Task> KeepLease(ImportSession session)
    {
        var looked = time.GetTimestamp();
        return async cancellationToken =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(looked) >= KeepLeaseEvery)
            {
                await session.KeepLeaseAsync(cancellationToken);
                looked = time.GetTimestamp();
            }
        };
    }
}
