using Dashboard.Core.Metrics;
using Dashboard.Storage.Imports;
using Dashboard.Web.Accounts;
using Dashboard.Web.Imports;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>Imports, newest first.</summary>
public sealed record ImportsAnswer(IReadOnlyList<ImportAnswer> Items, int Total);

/// <summary>One line that could not be read.</summary>
/// <param name="Part">The archive's member or the workbook's sheet in which it stands; null when the file is its only part.</param>
/// <param name="Line">Line in the decompressed part, from 1; 0 for a part that is no log at all.</param>
/// <param name="Column">The column at fault; null when the line as a whole is.</param>
/// <param name="Reason">Why.</param>
/// <param name="Original">The line; bytes that are no UTF-8 are written as \xNN.</param>
public sealed record QuarantinedAnswer(string? Part, long Line, string? Column, string Reason, string Original);

/// <summary>Quarantined lines, by part and line.</summary>
public sealed record QuarantineAnswer(IReadOnlyList<QuarantinedAnswer> Items, int Total);

/// <summary>Where imports stand, what of them could not be read, and reading that again.</summary>
public static class ImportEndpoints
{
    private static readonly ApiParameter Limit = ApiParameters.Limit(usual: 50, most: 1000);

    private static readonly ApiParameter Reason = new("reason", "Only lines with exactly this reason.") { Maximum = 1000 };

    public static void MapImports(this IEndpointRouteBuilder api)
    {
        var imports = api.MapGroup("/imports").RequireAuthorization(Policies.ApiRead).WithTags("Imports");
        imports.MapGet("", ListAsync).Takes(ApiParameters.Offset, Limit)
            .WithName("listImports").WithSummary("List imports, newest first");
        imports.MapGet("/{id:int}", FindAsync)
            .WithName("getImport").WithSummary("One import: where it stands and what became of its lines")
            .WithDescription("lines = imported + duplicates + quarantined + ignored, at every moment.");
        imports.MapGet("/{id:int}/quarantine", QuarantineAsync).Takes(Reason, ApiParameters.Offset, Limit)
            .WithName("listQuarantine").WithSummary("The lines of an import that could not be read, with part, line, column, reason and original");

        // Not in the group: a key that may change things need not be one that may read reports.
        api.MapPost("/imports/{id:int}/retry", RetryAsync).RequireAuthorization(Policies.ApiManage).WithTags("Imports")
            .WithName("retryImport").WithSummary("Read an import again, as its source is read now")
            .WithDescription(
                "Of a completed import only the lines in quarantine are read again; each is counted at most once, however often this is called. One " +
                "of which nothing was counted is read from its beginning; one that failed after that goes on where it stopped. 409 when there is nothing to read again, or not yet.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete("/imports/{id:int}", DeleteAsync).RequireAuthorization(Policies.ApiManage).WithTags("Imports")
            .WithName("deleteImport").WithSummary("Delete an import, with everything that no other import has brought")
            .WithDescription(
                "Its events are taken out of every count, except those that another import has brought too; its quarantine and the uploaded file go " +
                "with it. Answered at once, with the status deleting; it is done when the import is no longer found. A restart does not stop it. 409 " +
                "while it is being read, or takes what is posted.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<Results<Ok<ImportsAnswer>, ValidationProblem>> ListAsync(
        HttpContext context, ImportRegister register, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        var (offset, limit) = (query.Number(ApiParameters.Offset), query.Number(Limit));
        if (query.IsRefused(out var refusal))
        {
            return refusal;
        }

        var page = await register.ListAsync(offset, limit, cancellationToken);
        return TypedResults.Ok(new ImportsAnswer([.. page.Rows.Select(ImportAnswer.Of)], page.Total));
    }

    private static async Task<Results<Ok<ImportAnswer>, ValidationProblem, ProblemHttpResult>> FindAsync(
        int id, HttpContext context, ImportRegister register, CancellationToken cancellationToken)
    {
        if (new ApiQuery(context).IsRefused(out var refusal))
        {
            return refusal;
        }

        return await register.FindAsync(id, cancellationToken) is { } import ? TypedResults.Ok(ImportAnswer.Of(import)) : NoSuchImport(id);
    }

    private static async Task<Results<Ok<QuarantineAnswer>, ValidationProblem, ProblemHttpResult>> QuarantineAsync(
        int id, HttpContext context, ImportRegister register, QuarantineRegister quarantine, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        var (offset, limit, reason) = (query.Number(ApiParameters.Offset), query.Number(Limit), query.Text(Reason));
        if (query.IsRefused(out var refusal))
        {
            return refusal;
        }

        if (await register.FindAsync(id, cancellationToken) is not { } import)
        {
            return NoSuchImport(id);
        }

        var page = await quarantine.LinesAsync(id, reason, offset, limit, cancellationToken);
        return TypedResults.Ok(new QuarantineAnswer(
            [.. page.Rows.Select(q => new QuarantinedAnswer(PartOf(import, q), Math.Max(0, q.Line), q.Column, q.Reason, OriginalLine.Text(q.Original)))], page.Total));
    }

    private static async Task<Results<Accepted<ImportAnswer>, ValidationProblem, ProblemHttpResult>> RetryAsync(
        int id, HttpContext context, ImportRegister register, ImportQueue queue, CancellationToken cancellationToken)
    {
        if (new ApiQuery(context).IsRefused(out var refusal))
        {
            return refusal;
        }

        if (await register.FindAsync(id, cancellationToken) is not { } import)
        {
            return NoSuchImport(id);
        }

        var isTakenUp = !NeedsPerson(import) && await queue.TakeUpAgainAsync(id, cancellationToken);
        import = await register.FindAsync(id, cancellationToken) ?? import;
        return isTakenUp
            ? TypedResults.Accepted($"{ApiEndpoints.Root}/imports/{id}", ImportAnswer.Of(import))
            : ApiProblems.Of(StatusCodes.Status409Conflict, "Not read again", WhyNotAgain(import));
    }

    private static async Task<Results<Accepted<ImportAnswer>, ValidationProblem, ProblemHttpResult>> DeleteAsync(
        int id, HttpContext context, ImportRegister register, ImportQueue queue, CancellationToken cancellationToken)
    {
        if (new ApiQuery(context).IsRefused(out var refusal))
        {
            return refusal;
        }

        if (await register.FindAsync(id, cancellationToken) is not { } import)
        {
            return NoSuchImport(id);
        }

        if (await queue.DeleteAsync(id, cancellationToken) is { } whyNot)
        {
            return ApiProblems.Of(StatusCodes.Status409Conflict, "Not deleted", whyNot);
        }

        // It may be gone by now.
        import.Status = ImportStatus.Deleting;
        return TypedResults.Accepted($"{ApiEndpoints.Root}/imports/{id}", ImportAnswer.Of(await register.FindAsync(id, cancellationToken) ?? import));
    }

    /// <summary>True while nothing but a person's answer helps: columns may have been confirmed meanwhile, for another file of the source.</summary>
    private static bool NeedsPerson(Import import) => import.Status switch
    {
        ImportStatus.Waiting => import.Question != ImportQuestion.Mapping || import.Source.ReadingConfirmedAt is null,
        ImportStatus.Failed => import.Format == FormatWords.Delimited && SourceReading.FromJson(import.Source.Reading).Mapping is null,
        _ => false,
    };

    private static string WhyNotAgain(Import import) => import.Status switch
    {
        ImportStatus.Queued or ImportStatus.Running => $"Import {import.Id} is being read. Call again when it has ended.",
        ImportStatus.Deleting => $"Import {import.Id} is being deleted.",
        ImportStatus.Receiving => $"Import {import.Id} takes what is posted until its hour is over.",
        _ when import.Format == FormatWords.Posted => $"Import {import.Id} holds what was posted in one hour; posts are not read again.",
        ImportStatus.Waiting => $"Import {import.Id} waits for a person’s answer: open it in the browser.",
        ImportStatus.Failed when NeedsPerson(import) => import.Error!,
        _ => $"There is nothing to read again: none of the lines of import {import.Id} is in quarantine.",
    };

    private static string? PartOf(Import import, QuarantinedLine line) => line.Part < import.Parts.Length ? import.Parts[line.Part] : null;

    private static ProblemHttpResult NoSuchImport(int id) => ApiProblems.NotFound($"There is no import {id}.");
}
