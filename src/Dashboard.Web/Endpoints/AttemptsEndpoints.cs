using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Storage.Imports;
using Dashboard.Storage.Queries;
using Dashboard.Web.Accounts;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>Events, newest first.</summary>
public sealed record AttemptsAnswer(IReadOnlyList<AttemptAnswer> Items, string? Next);

/// <summary>One delivery with all its events, oldest first.</summary>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="State">waiting, accepted, rejected, expired, bounced-later or not-attempted.</param>
/// <param name="Attempts">How many of the events were tries.</param>
/// <param name="Events">Attempts, expirations, later bounces and complaints.</param>
public sealed record DeliveryAnswer(string Id, string State, int Attempts, IReadOnlyList<AttemptAnswer> Events);

/// <summary>Single events, and the deliveries they belong to.</summary>
public static class AttemptsEndpoints
{
    private const char CursorLetter = 'a';

    private static readonly ApiParameter Import = new("import", "Only what this import brought.") { Form = ParameterForm.Number, Minimum = 1 };

    private static readonly ApiParameter Type = new("type", "Only these outcomes, comma separated.")
    {
        Form = ParameterForm.Words, Words = [.. Enum.GetValues<EventType>().Select(WireNames.Of)], Maximum = Enum.GetValues<EventType>().Length,
    };

    private static readonly ApiParameter Template = new("template", "Only this reply template, by its id.") { Form = ParameterForm.Number, Minimum = 1 };

    private static readonly ApiParameter Recipient = new("recipient", "Only this envelope recipient; case does not matter.") { Maximum = 320 };

    private static readonly ApiParameter Limit = ApiParameters.Limit(usual: 100, most: 1000);

    public static void MapAttempts(this IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("").RequireAuthorization(Policies.ApiRead).WithTags("Drill-down");
        reports.MapGet("/attempts", ListAsync)
            .Takes([.. FilterParameters.All, Import, Type, Template, Recipient, Limit, ApiParameters.Cursor])
            .WithName("listAttempts")
            .WithSummary("Every reply known, newest first")
            .WithDescription("Attempts, expirations, later bounces and complaints (kind). Without “from” and “to” over everything stored.");
        reports.MapGet("/deliveries/{id}", FindAsync)
            .WithName("getDelivery")
            .WithSummary("One delivery’s timeline")
            .WithDescription("The id is the “deliveryId” of an attempt.");
    }

    private static async Task<Results<Ok<AttemptsAnswer>, ValidationProblem, ProblemHttpResult>> ListAsync(
        HttpContext context, AttemptsQuery attempts, ImportRegister register, CompletenessQuery completeness, ReportDefaults defaults,
        CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        var importId = query.OptionalNumber(Import);
        var import = importId is { } id ? await register.FindAsync(id, cancellationToken) : null;
        if (importId is not null && import is null)
        {
            return ApiProblems.NotFound($"There is no import {importId}.");
        }

        var known = await completeness.ReadAsync(cancellationToken);
        var request = new AttemptsRequest
        {
            Filter = await query.FilterAsync(
                defaults, Range(import?.FirstEventAt ?? known.FirstEventAt, import?.LastEventAt ?? known.LastEventAt), cancellationToken),
            Types = [.. query.Words(Type).Select(word => WireNames.TryParse<EventType>(word, out var type) ? type : throw new ArgumentException(word))],
            TemplateId = query.OptionalNumber(Template),
            ImportId = importId,
            Recipient = query.Text(Recipient),
            Limit = query.Number(Limit),
            After = ApiCursor.ReadPlace(query, CursorLetter),
        };
        if (query.IsRefused(out var refusal))
        {
            return refusal;
        }

        var page = await attempts.ReadAsync(request, cancellationToken);
        return TypedResults.Ok(new AttemptsAnswer(
            [.. page.Rows.Select(AttemptAnswer.Of)],
            page.Next is { } next ? ApiCursor.WritePlace(CursorLetter, next) : null));
    }

    private static async Task<Results<Ok<DeliveryAnswer>, ValidationProblem, ProblemHttpResult>> FindAsync(
        string id, HttpContext context, DeliveryQuery deliveries, CancellationToken cancellationToken)
    {
        if (new ApiQuery(context).IsRefused(out var refusal))
        {
            return refusal;
        }

        if (!DeliveryIds.TryParse(id, out var key))
        {
            return ApiProblems.Of("id", "16 hexadecimal digits: the “deliveryId” of an attempt.");
        }

        return await deliveries.ReadAsync(key, cancellationToken) is { } delivery
            ? TypedResults.Ok(new DeliveryAnswer(
                delivery.Id, WireNames.Of(delivery.State), delivery.Attempts, [.. delivery.Events.Select(AttemptAnswer.Of)]))
            : ApiProblems.NotFound($"There is no delivery {DeliveryIds.Format(key)}.");
    }

    // The end of a range is not included, so it lies just after the newest event.
    private static (DateTimeOffset From, DateTimeOffset To)? Range(DateTimeOffset? first, DateTimeOffset? last) =>
        first is { } from && last is { } to ? (from, to.AddMilliseconds(1)) : null;
}
