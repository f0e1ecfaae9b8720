using Dashboard.Core.Metrics;
using Dashboard.Formats;
using Dashboard.Formats.Delimited;
using Dashboard.Storage.Accounts;
using Dashboard.Storage.Imports;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Imports;

/// <summary>A file that has just been stored.</summary>
/// <param name="Source">Name of its source; a new name makes a new source.</param>
/// <param name="FileName">Its name, fit to show.</param>
/// <param name="StoredName">Name below the uploads folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="CanAsk">True when a person is there to confirm the columns of a new source; false to use a good guess at once.</param>
public sealed record ArrivedFile(string Source, string FileName, string StoredName, long Bytes, string Sender, bool CanAsk)
{
    /// <summary>IANA zone of an export's times that name none, as the sender says; null: as the source is set up, or the workspace's.</summary>
    public string? Zone { get; init; }
}

/// <summary>
/// Takes a stored file in: what it is, whether somebody must be asked first, and how it is read. Looks at the beginning only, so that
/// the answer comes at once, whatever the worker is busy with.
/// </summary>
public sealed class ImportIntake(
    ImportRegister imports, ImportDecisions decisions, SourceRegister sources, ImportQueue queue, UploadFolder uploads,
    WorkspaceSettings workspace, ILogger<ImportIntake> logger)
{
    /// <summary>Registers a stored file: queued, waiting for an answer, or failed with the reason.</summary>
    /// <returns>The import's id.</returns>
    public async Task<int> AddAsync(ArrivedFile file, CancellationToken cancellationToken)
    {
        var look = await FileLook.AtAsync(uploads.PathOf(file.StoredName), cancellationToken);
        var source = await sources.FindAsync(file.Source, cancellationToken);
        var upload = new UploadedFile(file.Source, WordOf(look.Format), file.FileName, file.StoredName, file.Bytes, file.Sender)
        {
            Refusal = look.Problem,
            Fingerprint = look.Fingerprint,
        };
        if (look.Sample is { } sample)
        {
            upload = await WithMappingAsync(upload, sample, source, file, cancellationToken);
        }

        var id = await queue.AddAsync(upload, cancellationToken);
        if (upload.Refusal is not null)
        {
            logger.LogInformation("Import {ImportId} is refused; its page says why.", id);
        }

        return id;
    }

    /// <summary>Why a sender cannot say in which zone the times of a source's exports are; null when it can.</summary>
    public async Task<string?> WhyNotZoneAsync(string sourceName, string zone, CancellationToken cancellationToken)
    {
        var source = await sources.FindAsync(sourceName, cancellationToken);
        return source?.ReadingConfirmedAt is not null && SourceReading.FromJson(source.Reading).Mapping is { } mapping && mapping.TimeZone != zone
            ? $"The times of the source “{source.Name}” are read as {RangeText.Zone(mapping.TimeZone)}: a person has confirmed that. Leave the zone out, or change it on the source’s page."
            : null;
    }

    /// <summary>Answers whether a file is the same mail as another source's.</summary>
    /// <param name="importId">The waiting import.</param>
    /// <param name="sourceId">The other source, when it is the same mail; null when it is not.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task AnswerSameFileAsync(int importId, int? sourceId, CancellationToken cancellationToken)
    {
        if (!await decisions.AnswerSameFileAsync(importId, sourceId, cancellationToken)
            || await imports.FindAsync(importId, cancellationToken) is not { } import)
        {
            return;
        }

        var look = await FileLook.AtAsync(uploads.PathOf(import.StoredName), cancellationToken);
        if (look.Sample is { } sample && !Fits(import.Source, sample))
        {
            await decisions.AskAsync(importId, ImportQuestion.Mapping, cancellationToken);
            return;
        }

        await queue.TakeUpAgainAsync(importId, cancellationToken);
    }

    private static bool Fits(Source source, DelimitedSample sample) =>
        SourceReading.FromJson(source.Reading).Mapping is { } mapping && MappingCheck.Make(sample, mapping).IsGoodEnough;

    private async Task<UploadedFile> WithMappingAsync(
        UploadedFile upload, DelimitedSample sample, Source? source, ArrivedFile file, CancellationToken cancellationToken)
    {
        var canAsk = file.CanAsk;
        upload = upload with { ReadingBeforeGuess = source?.Reading };
        if (source is not null && SourceReading.FromJson(source.Reading).Mapping is { } mapping)
        {
            if (file.Zone is { } said && source.ReadingConfirmedAt is null && mapping.TimeZone != said)
            {
                mapping = mapping with { TimeZone = said };
                var hasEvents = await sources.HasEventsAsync(source.Id, cancellationToken);
                upload = upload with { GuessedReading = SourceReading.FromJson(source.Reading).With(mapping, hasEvents).ToJson() };
            }

            var blocking = MappingCheck.Make(sample, mapping).Problems.FirstOrDefault(p => p.Blocks);
            return blocking is null
                ? canAsk && source.ReadingConfirmedAt is null ? upload with { Question = ImportQuestion.Mapping } : upload
                : (await GuessAsync(sample, cancellationToken)).Refusal is { } refusal
                    ? upload with { Refusal = refusal }
                    : canAsk
                        ? upload with { Question = ImportQuestion.Mapping }
                        : upload with { Refusal = $"{blocking.Sentence} Open this import in the browser to correct the columns of its source; the file is kept." };
        }

        var guess = await GuessAsync(sample, cancellationToken);
        if (guess.Refusal is { } cannot)
        {
            return upload with { Refusal = cannot };
        }

        var columns = file.Zone is { } zone ? guess.Mapping with { TimeZone = zone } : guess.Mapping;
        var reading = (SourceReading.FromJson(source?.Reading) with { Mapping = columns }).ToJson();
        if (canAsk)
        {
            return upload with { Question = ImportQuestion.Mapping, GuessedReading = reading };
        }

        return guess.Problems.FirstOrDefault(p => p.Blocks) is { } open
            ? upload with { Refusal = $"{open.Sentence} Open this import in the browser to say what its columns hold; the file is kept." }
            : upload with { GuessedReading = reading };
    }

    private async Task<MappingGuess> GuessAsync(DelimitedSample sample, CancellationToken cancellationToken) =>
        MappingGuess.Make(sample, new MappingDefaults { TimeZone = (await workspace.ReadAsync(cancellationToken)).TimeZone });

    private static string WordOf(LogFormat format) => format switch
    {
        LogFormat.PowerMta => FormatWords.PowerMta,
        LogFormat.Delimited => FormatWords.Delimited,
        _ => "",
    };
}
