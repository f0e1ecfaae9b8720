using System.Security.Claims;
using Dashboard.Core.Metrics;
using Dashboard.Web.Accounts;
using Dashboard.Web.Imports;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Dashboard.Web.Endpoints;

/// <summary>The id of a new import.</summary>
public sealed record NewImport(int Id);

/// <summary>Takes log files in. The answer comes when the file is on disk and its import is in the database.</summary>
public static class UploadEndpoint
{
    private const string Automatic = "auto";

    private static readonly ApiParameter Source = new("source", "Name of the sender of these logs, such as “mta-1”. A new name makes a new source.")
    {
        IsRequired = true, Maximum = 100,
    };

    private static readonly ApiParameter Format = new("format", "Format of the file; “auto” looks at its first lines.")
    {
        Form = ParameterForm.Word, Words = [Automatic, FormatWords.PowerMta, FormatWords.Delimited], Default = Automatic,
    };

    private static readonly ApiParameter Ask = new("ask", "“true”: an export whose columns nobody has confirmed waits until a person has looked at them; “false”: a good guess is used at once and the source is marked as unconfirmed.")
    {
        Form = ParameterForm.Word, Words = ["true", "false"], Default = "false",
    };

    private static readonly ApiParameter Zone = new("zone", "IANA time zone, such as “Europe/Berlin”, of an export’s times that name none. It is kept with a source that nobody has confirmed; a source that is confirmed with another zone refuses it. PowerMTA files do not need it.")
    {
        Maximum = 64,
    };

    public static void MapUpload(this IEndpointRouteBuilder api) =>
        api.MapPost("/imports", UploadAsync)
            .RequireAuthorization(Policies.ApiIngest)
            .Takes(Source, Format, Ask, Zone)
            .WithMetadata(new ApiBody(null, $"The file as it is; its name in the header {UploadBody.FileNameHeader}. Or a form with one file."))
            .WithTags("Imports")
            .WithName("uploadLog")
            .WithSummary("Upload a log file")
            .WithDescription(
                $"The file is the whole body, its name in the header {UploadBody.FileNameHeader} (percent-encoded where it is not ASCII), or the one " +
                "file of a multipart form. PowerMTA accounting files and delimited exports, plain, gz, zst or zip, and Excel workbooks; any size. What is " +
                "known already is counted as duplicate, never twice. The answer comes when the file is stored; what was refused has the status “failed” and says why.");

    private static async Task<Results<Accepted<NewImport>, ValidationProblem, ProblemHttpResult>> UploadAsync(
        HttpContext context, UploadFolder uploads, ImportIntake intake, ILogger<UploadFolder> logger, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        var source = query.Text(Source);
        query.Word(Format);
        var canAsk = query.Word(Ask) == "true";
        var zone = query.Text(Zone);
        if (zone is not null && !IsIana(zone))
        {
            query.Problems.Add(new FilterProblem(Zone.Name, "The IANA name of a time zone, such as “Europe/Berlin” or “UTC”."));
        }

        if (query.IsRefused(out var refusal))
        {
            return refusal;
        }

        if (zone is not null && await intake.WhyNotZoneAsync(source!, zone, cancellationToken) is { } why)
        {
            return ApiProblems.Of(Zone.Name, why);
        }

        LiftLimits(context);
        if (context.Request.ContentLength > uploads.FreeBytes)
        {
            return DiskFull();
        }

        StoredUpload upload;
        try
        {
            upload = await UploadBody.SaveAsync(context.Request, uploads, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            return ApiProblems.Of("body", e.Message);
        }
        catch (IOException e) when (UploadFolder.IsDiskFull(e))
        {
            logger.LogError("An upload was refused: the disk of the data folder is full.");
            return DiskFull();
        }
        catch (IOException)
        {
            // Nobody may be there to read this: the connection was cut.
            return ApiProblems.Of("body", "The upload ended before it was complete. Nothing of it was kept; send it again.");
        }

        var sender = context.User.FindFirstValue(ClaimTypes.Email) ?? context.User.Identity?.Name ?? "";
        var file = new ArrivedFile(source!, upload.FileName, upload.StoredName, upload.Bytes, sender, canAsk) { Zone = zone };
        return await TakeInAsync(file, uploads, intake, cancellationToken);
    }

    private static async Task<Results<Accepted<NewImport>, ValidationProblem, ProblemHttpResult>> TakeInAsync(
        ArrivedFile file, UploadFolder uploads, ImportIntake intake, CancellationToken cancellationToken)
    {
        if (file.Bytes == 0)
        {
            uploads.Delete(file.StoredName);
            return ApiProblems.Of("body", "A log file. The upload was empty.");
        }

        try
        {
            var id = await intake.AddAsync(file, cancellationToken);
            return TypedResults.Accepted($"{ApiEndpoints.Root}/imports/{id}", new NewImport(id));
        }
        catch
        {
            // Whoever sent it is told of the failure and sends it again.
            uploads.Delete(file.StoredName);
            throw;
        }
    }

    private static bool IsIana(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId && found.Id == zone;

    private static void LiftLimits(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    private static ProblemHttpResult DiskFull() => ApiProblems.Of(
        StatusCodes.Status507InsufficientStorage,
        "The disk is full",
        "The disk of the data folder has no room for this file. Nothing of it was kept; make room and send it again.");
}
