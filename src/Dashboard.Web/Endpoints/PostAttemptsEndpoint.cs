using Dashboard.Formats;
using Dashboard.Formats.Posted;
using Dashboard.Storage.Imports;
using Dashboard.Web.Accounts;
using Dashboard.Web.Imports;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>How many attempts were received and are durably kept.</summary>
public sealed record ReceivedAttempts(int Received);

/// <summary>
/// Takes attempts in as they happen. All of a body or nothing of it: a body with a mistake can be corrected and sent again whole, and
/// one that was taken may be sent again without being counted again, so a sender need never know how far it came.
/// </summary>
public static class PostAttemptsEndpoint
{
    private const int LargestBody = 4 << 20;

    // Most posts come with a few attempts: room for a large body is made as it comes.
    private const int UsualBody = 64 << 10;
    private const string RetryAfterSeconds = "10";

    private static readonly ApiParameter Source = new("source", "Name of the sender of these attempts, such as “shop”. A new name makes a new source.")
    {
        IsRequired = true, Maximum = 100,
    };

    public static void MapPostAttempts(this IEndpointRouteBuilder api) =>
        api.MapPost("/attempts", PostAsync)
            .RequireAuthorization(Policies.ApiIngest)
            .Takes(Source)
            .WithMetadata(new ApiBody(typeof(AttemptsToPost), $"Up to {PostedReader.MostAttempts:N0} attempts; “occurredAt”, “outcome” and “recipient” are required."))
            .WithTags("Imports")
            .WithName("postAttempts")
            .WithSummary("Send attempts as they happen")
            .WithDescription(
                $"Up to {PostedReader.MostAttempts:N0} attempts and {LargestBody >> 20} MB in one call, for example " +
                "{\"attempts\":[{\"occurredAt\":\"2026-09-11T09:00:00Z\",\"outcome\":\"deferred\",\"recipient\":\"ann@example.com\",\"messageId\":\"m-1\"," +
                "\"reply\":\"451 4.7.1 Try again later\",\"relay\":\"mx.example.com\",\"stream\":\"transactional\"}]}. " +
                "202 means that they are on disk; seconds later they are counted and on every open page. 400 names each mistake by its place, such as " +
                "attempts[17].occurredAt, and then nothing of the body was taken. After 503, or no answer at all, wait as Retry-After says and send the same body again: what is " +
                "known already is not counted twice. An attempt is known by its “id” and time or, without an id, by all its fields: the same attempt " +
                "twice in one body is two events, in two bodies it is one. Give ids where equal attempts can happen. What a source sends within an hour is one import.")
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Accepted<ReceivedAttempts>, ValidationProblem, ProblemHttpResult>> PostAsync(
        HttpContext context, Inbox inbox, InboxBell bell, UploadFolder uploads, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        var source = query.Text(Source);
        if (query.IsRefused(out var refusal))
        {
            return refusal;
        }

        if (context.Request.Headers.ContentEncoding.Count > 0)
        {
            return ApiProblems.Of(StatusCodes.Status415UnsupportedMediaType, "Encoded body", "Send the JSON as it is, without Content-Encoding.");
        }

        using var body = new MemoryStream((int)Math.Clamp(context.Request.ContentLength ?? 0, 0, UsualBody));
        try
        {
            if (!await TryReadAsync(context.Request.Body, body, cancellationToken))
            {
                return TooLarge();
            }
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge();
        }
        catch (IOException)
        {
            // Nobody may be there to read this: the connection was cut.
            return ApiProblems.Of("body", "The body ended before it was complete. Nothing of it was taken; send it again.");
        }

        var json = body.GetBuffer().AsMemory(0, (int)body.Length);
        var problems = PostedReader.Check(json, InboxReading.Options(time), out var attempts);
        if (problems.Count > 0)
        {
            return ApiProblems.Of(problems.Select(p => new FilterProblem(p.Field, p.Expected)));
        }

        if (uploads.IsShortOfRoom)
        {
            return Later(context, "The disk is nearly full", "Less than the reserve is free on the server’s disk.");
        }

        if (!await inbox.AddAsync(source!, PostedReader.Format, attempts, json, cancellationToken))
        {
            return Later(context, "Too much waits", "What was posted before waits to be stored, and there is no room for more.");
        }

        bell.Ring();
        return TypedResults.Accepted((string?)null, new ReceivedAttempts(attempts));
    }

    // What is too much is read to its end and forgotten: a sender that is cut off would not hear why.
    private static async Task<bool> TryReadAsync(Stream request, MemoryStream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        var length = 0L;
        while (await request.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            length += read;
            if (length <= LargestBody)
            {
                body.Write(buffer, 0, read);
            }
        }

        return length <= LargestBody;
    }

    private static ProblemHttpResult Later(HttpContext context, string title, string why)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return ApiProblems.Of(
            StatusCodes.Status503ServiceUnavailable, title, $"{why} Nothing of the body was taken: send it again after the seconds in Retry-After.");
    }

    private static ProblemHttpResult TooLarge() => ApiProblems.Of(
        StatusCodes.Status413PayloadTooLarge, "The body is too large", $"At most {LargestBody >> 20} MB: send it in several calls. Nothing of it was taken.");
}
