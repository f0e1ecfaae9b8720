using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;
using Dashboard.Storage.Queries;
using Dashboard.Storage.Rules;
using Dashboard.Web.Accounts;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>A normalized reply at one provider.</summary>
public sealed record ReplyAnswer
{
    public required int TemplateId { get; init; }

    public required string Provider { get; init; }

    /// <summary>accepted, deferred, rejected, or throttled where it held whole queues back.</summary>
    public required string Outcome { get; init; }

    /// <summary>The reply with its variable parts masked.</summary>
    public required string Template { get; init; }

    /// <summary>One of them as received.</summary>
    public required string Sample { get; init; }

    public required int? Code { get; init; }

    public required string? EnhancedCode { get; init; }

    /// <summary>True when no server said it: our own side's text.</summary>
    public required bool IsLocal { get; init; }

    public required string Category { get; init; }

    public required string? SubReason { get; init; }

    public required string Fault { get; init; }

    public required string Action { get; init; }

    public required IReadOnlyList<string> Actions { get; init; }

    public required string Rule { get; init; }

    /// <summary>Attempts that got it in the range.</summary>
    public required long Attempts { get; init; }

    /// <summary>Times it held a whole queue back in the range: no attempts.</summary>
    public required long Throttled { get; init; }

    /// <summary>Their part of the attempts of all replies listed.</summary>
    public required RateAnswer Share { get; init; }

    /// <summary>Deliveries that ended with it in the range.</summary>
    public required long Deliveries { get; init; }

    /// <summary>First hour of the range in which it was seen.</summary>
    public required DateTime FirstHour { get; init; }

    /// <summary>Last hour of the range in which it was seen.</summary>
    public required DateTime LastHour { get; init; }

    /// <summary>When it was seen for the first time ever.</summary>
    public required DateTime FirstSeen { get; init; }

    public static ReplyAnswer Of(ReplyRow row, long totalAttempts) => new()
    {
        TemplateId = row.TemplateId,
        Provider = row.Provider,
        Outcome = WireNames.Of(row.Outcome),
        Template = row.Text,
        Sample = row.Sample,
        Code = row.Code,
        EnhancedCode = row.EnhancedCode,
        IsLocal = row.IsLocal,
        Category = row.Class.Category,
        SubReason = row.Class.SubReason,
        Fault = WireNames.Of(row.Class.Fault),
        Action = WireNames.Of(row.Class.Actions[0]),
        Actions = [.. row.Class.Actions.Select(WireNames.Of)],
        Rule = row.Class.RuleId,
        Attempts = row.Attempts,
        Throttled = row.HeldBack,
        Share = RateAnswer.Of(new Rate(row.Attempts, totalAttempts)),
        Deliveries = row.Deliveries,
        FirstHour = row.FirstHour.UtcDateTime,
        LastHour = row.LastHour.UtcDateTime,
        FirstSeen = row.FirstSeen.UtcDateTime,
    };
}

/// <summary>Normalized replies, most frequent first.</summary>
public sealed record RepliesAnswer(IReadOnlyList<ReplyAnswer> Items, long Total, string? Next, RulesVersionAnswer Rules);

/// <summary>Which replies there are, and how often.</summary>
public static class RepliesEndpoint
{
    private const char CursorLetter = 'r';

    private static readonly ApiParameter Outcome = new("outcome", "Only replies that deferred, refused, accepted, or held whole queues back. Default: all but those that accepted.")
    {
        Form = ParameterForm.Word, Words = [WireNames.Of(EventType.Accepted), WireNames.Of(EventType.Deferred), WireNames.Of(EventType.Rejected), WireNames.Of(EventType.Throttled)],
    };

    private static readonly ApiParameter Text = new("text", "Only replies that contain this; case does not matter.") { Maximum = 200 };

    private static readonly ApiParameter Template = new("template", "Only this reply template, by its id.") { Form = ParameterForm.Number, Minimum = 1 };

    private static readonly ApiParameter Limit = ApiParameters.Limit(usual: 100, most: 1000);

    public static void MapReplies(this IEndpointRouteBuilder api) =>
        api.MapGet("/replies", ListAsync)
            .RequireAuthorization(Policies.ApiRead)
            .Takes([.. FilterParameters.All, Outcome, Text, Template, Limit, ApiParameters.Cursor])
            .WithTags("Reports")
            .WithName("listReplies")
            .WithSummary("Normalized replies by volume, with their meaning");

    private static async Task<Results<Ok<RepliesAnswer>, ValidationProblem>> ListAsync(
        HttpContext context, RepliesQuery replies, ReportDefaults defaults, RulesInUse rules, CancellationToken cancellationToken)
    {
        var query = new ApiQuery(context);
        EventType? outcome = WireNames.TryParse<EventType>(query.Word(Outcome), out var type) ? type : null;
        var request = new RepliesRequest
        {
            Filter = await query.FilterAsync(defaults, null, cancellationToken),
            Outcome = outcome,
            WithAccepted = outcome == EventType.Accepted,
            Text = query.Text(Text),
            TemplateId = query.OptionalNumber(Template),
            Offset = (int)Math.Clamp(ApiCursor.Read(query, CursorLetter, 1)?[0] ?? 0, 0, int.MaxValue),
            Limit = query.Number(Limit),
        };
        if (query.IsRefused(out var refusal))
        {
            return refusal;
        }

        try
        {
            var page = await replies.ReadAsync(request, cancellationToken);
            var read = request.Offset + page.Rows.Count;
            return TypedResults.Ok(new RepliesAnswer(
                [.. page.Rows.Select(row => ReplyAnswer.Of(row, page.TotalAttempts))],
                page.TotalRows,
                page.Rows.Count > 0 && read < page.TotalRows ? ApiCursor.Write(CursorLetter, read) : null,
                RulesVersionAnswer.Of(rules)));
        }
        catch (ReportRefusedException e)
        {
            return ApiProblems.Of(e.Field, e.Message);
        }
    }
}
