using Microsoft.EntityFrameworkCore;

namespace Dashboard.Storage.Imports;

/// <summary>How an uploaded file becomes an import of a source: queued, waiting for an answer, or refused.</summary>
public sealed class ImportAdmission(IDbContextFactory<DashboardDbContext> contexts, TimeProvider time)
{
    /// <summary>
    /// Takes a new import in: queued, failed with its refusal, or waiting for an answer. Content that another source has
    /// brought is always asked about.
    /// </summary>
    public async Task<Import> AddAsync(UploadedFile file, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await ImportQueueLock.TakeAsync(context, cancellationToken);
        var sourceId = await SourceIdAsync(context, file, cancellationToken);
        if (file.Refusal is null && file.Fingerprint is { } fingerprint
            && await SameContent.Of(fingerprint, context).AnyAsync(i => i.SourceId != sourceId, cancellationToken))
        {
            file = file with { Question = ImportQuestion.SameFile };
        }

        var import = new Import
        {
            SourceId = sourceId,
            FileName = file.FileName.Length > 255 ? file.FileName[^255..] : file.FileName,
            StoredName = file.StoredName,
            FileBytes = file.FileBytes,
            Status = file.Refusal is not null ? ImportStatus.Failed : file.Question is not null ? ImportStatus.Waiting : ImportStatus.Queued,
            Question = file.Refusal is null ? file.Question : null,
            Error = file.Refusal,
            Format = file.Format.Length == 0 ? null : file.Format,
            Fingerprint = file.Fingerprint,
            CreatedAt = time.GetUtcNow(),
            CreatedBy = file.CreatedBy,
            FinishedAt = file.Refusal is null ? null : time.GetUtcNow(),
        };
        context.Imports.Add(import);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return import;
    }

    private async Task<int> SourceIdAsync(DashboardDbContext context, UploadedFile file, CancellationToken cancellationToken)
    {
        if (await context.Sources.Where(s => s.Name == file.SourceName).Select(s => (int?)s.Id).SingleOrDefaultAsync(cancellationToken) is { } id)
        {
            if (file.GuessedReading is { } guess)
            {
                await context.Sources.Where(s => s.Id == id && (s.ReadingConfirmedAt == null || s.Reading == file.ReadingBeforeGuess)).ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.Reading, guess).SetProperty(s => s.ReadingConfirmedAt, (DateTimeOffset?)null), cancellationToken);
            }

            return id;
        }

        var source = new Source { Name = file.SourceName, Format = file.Format, Reading = file.GuessedReading, CreatedAt = time.GetUtcNow() };
        context.Sources.Add(source);
        await context.SaveChangesAsync(cancellationToken);
        return source.Id;
    }
}
