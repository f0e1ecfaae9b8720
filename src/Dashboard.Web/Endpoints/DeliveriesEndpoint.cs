using Dashboard.Core.Classification;
using Dashboard.Storage.Queries;
using Dashboard.Web.Accounts;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>Deliveries, the newest first attempt first.</summary>
/// <param name="Items">One for each delivery.</param>
/// <param name="Next">To go on; null at the end.</param>
/// <param name="SearchedBackTo">Where the search stopped because it took long: go on with <paramref name="Next"/>. Null when it did not.</param>
public sealed record DeliveriesAnswer(IReadOnlyList<DeliveryListAnswer> Items, string? Next, DateTime? SearchedBackTo);

/// <summary>One delivery in a list. What is not known is null.</summary>
public sealed record DeliveryListAnswer
{
    /// <summary>16 hexadecimal digits.</summary>
    public required string Id { get; init; }

    public required string Recipient { get; init; }

    /// <summary>waiting, accepted, rejected, expired, bounced-later or not-attempted: now, not at the end of the range.</summary>
    public required string State { get; init; }

    /// <summary>Whether the recipient reported it as abuse.</summary>
    public required bool Complained { get; init; }

    /// <summary>Tries known.</summary>
    public required int Attempts { get; init; }

    public required DateTime FirstEventAt { get; init; }

    public required DateTime LastEventAt { get; init; }

    public required string Provider { get; init; }

    public required string? Campaign { get; init; }

    public required string? Stream { get; init; }

    /// <summary>The newest event that carries a server's word.</summary>
    public required AttemptAnswer Last { get; init; }

    public static DeliveryListAnswer Of(DeliveryRow row) => new()
    {
        Id = row.Id,
        Recipient = row.Last.Recipient,
        State = WireNames.Of(row.State),
        Complained = row.IsComplained,
        Attempts = row.Attempts,
        FirstEventAt = row.FirstEventAt.UtcDateTime,
        LastEventAt = row.LastEventAt.UtcDateTime,
        Provider = row.Provider,
        Campaign = row.Campaign.Length == 0 ? null : row.Campaign,
        Stream = row.Stream.Length == 0 ? null : row.Stream,
        Last = AttemptAnswer.Of(row.Last),
    };
}

/// <summary>Looking deliveries up.</summary>
public static class DeliveriesEndpoint
{
    private const char CursorLetter = 'd';

    private static readonly ApiParameter Recipient = new(
        "recipient", "Only this envelope recipient (name@example.com; case does not matter) or recipient domain (@example.com).") { Maximum = 320 };

    private static readonly ApiParameter MessageId = new("messageId", "Only this message, with or without angle brackets.") { Maximum = 320 };

    private static readonly ApiParameter Outcome = new("outcome", "What became of them. trouble: anything but an acceptance at the first attempt.")
    {
        Form = ParameterForm.Word, Words = [.. Enum.GetValues<DeliveryOutcome>().Select(WireNames.Of)], Default = WireNames.Of(DeliveryOutcome.All),
    };

    private static readonly ApiParameter Limit = ApiParameters.Limit(usual: 100, most: 1000);

    public static void MapDeliveries(this IEndpointRouteBuilder api) =>
        api.MapGet("/deliveries", ListAsync)
            .RequireAuthorization(Policies.ApiRead)
            .Takes([.. FilterParameters.All, Recipient, MessageId, Outcome, Limit, ApiParameters.Cursor])
            .WithTags("Drill-down")
            .WithName("listDeliveries")
            .WithSummary("What became of deliveries, one row each, the newest first")
            .WithDescription(
                "The range holds the first attempt; the state is the one of now. Without “from” and “to” over everything stored. "
                + "A search that takes long stops and says how far back it went (searchedBackTo): go on with “next”.");

    private static async Task<Results<Ok<DeliveriesAnswer>, ValidationProblem>> ListAsync(
        HttpContext context, DeliveriesQuery deliveries, CompletenessQuery completeness, ReportDefaults defaults, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        var known = await completeness.ReadAsync(cancellationToken);
        var written = query.Text(Recipient);
        string? recipient = null;
        if (written is not null && !RecipientText.TryRead(written, out recipient))
        {
            query.Problems.Add(new FilterProblem(Recipient.Name, RecipientText.Expected));
        }

        var request = new DeliveriesRequest
        {
            // The end of a range is not included, so it lies just after the newest event.
            Filter = await query.FilterAsync(
                defaults, known is { FirstEventAt: { } first, LastEventAt: { } last } ? (first, last.AddMilliseconds(1)) : null, cancellationToken),
            Recipient = recipient,
            MessageId = query.Text(MessageId),
            Outcome = WireNames.TryParse<DeliveryOutcome>(query.Word(Outcome), out var outcome) ? outcome : DeliveryOutcome.All,
            Limit = query.Number(Limit),
            After = ApiCursor.ReadPlace(query, CursorLetter),
        };
        if (query.IsRefused(out var refusal))
        {
            return refusal;
        }

        var page = await deliveries.ReadAsync(request, cancellationToken);
        return TypedResults.Ok(new DeliveriesAnswer(
            [.. page.Rows.Select(DeliveryListAnswer.Of)],
            page.Next is { } next ? ApiCursor.WritePlace(CursorLetter, next) : null,
            page.SearchedBackTo?.UtcDateTime));
    }
}
