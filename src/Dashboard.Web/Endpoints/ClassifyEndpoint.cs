using Dashboard.Core.Replies;
using Dashboard.Storage.Rules;
using Dashboard.Web.Accounts;
using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>Replies to classify.</summary>
public sealed record RepliesToClassify(IReadOnlyList<ReplyToClassify?>? Replies);

/// <summary>One reply as received.</summary>
/// <param name="Text">A reply, read up to 4,096 bytes, or the text of a bounce mail, read up to 32 KB.</param>
/// <param name="Relay">The host that gave it.</param>
/// <param name="RecipientDomain">The recipient's domain.</param>
public sealed record ReplyToClassify(string? Text, string? Relay = null, string? RecipientDomain = null);

/// <summary>What replies mean, in the order in which they were given.</summary>
public sealed record ClassifiedReplies(IReadOnlyList<ClassifiedAnswer> Results, RulesVersionAnswer Rules);

/// <summary>Classifies replies that somebody has at hand, without storing them.</summary>
public static class ClassifyEndpoint
{
    private const int MostReplies = 10_000;
    private const int LongestHost = 255;

    // From so many on all cores take part.
    private const int ManyReplies = 500;
    private const int MostProblems = 20;

    // Ten thousand of the longest replies, escaped.
    private const long LargestBody = 64L * 1024 * 1024;

    public static void MapClassify(this IEndpointRouteBuilder api) =>
        api.MapPost("/replies/classify", ClassifyAsync)
            .RequireAuthorization(Policies.ApiRead)
            .WithMetadata(new ApiBody(typeof(RepliesToClassify), "The replies; only “text” is required."))
            .WithTags("Reports")
            .WithName("classifyReplies")
            .WithSummary("What replies mean")
            .WithDescription(
                $"Up to {MostReplies:N0} replies; the results come in the same order, each with the rule that decided, the rules that matched and lost, what the reply states, and what to do. Nothing is stored. A text may be a whole bounce mail: what the receiver said in it decides. Of a reply the first {Reply.MaxBytes:N0} bytes are read, of a bounce mail the first 32 KB.");

    private static async Task<Results<Ok<ClassifiedReplies>, ValidationProblem, ProblemHttpResult>> ClassifyAsync(
        HttpContext context, ReplyTrial trial, RulesInUse rules, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestBody;
        }

        if (new ApiQuery(context).IsRefused(out var refusal))
        {
            return refusal;
        }

        var (body, problem) = await JsonBody.ReadAsync<RepliesToClassify>(context.Request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        FilterProblem[] problems = [.. Problems(body!).Take(MostProblems)];
        return problems.Length > 0
            ? ApiProblems.Of(problems)
            : TypedResults.Ok(new ClassifiedReplies([.. Answers(body!.Replies!, trial, cancellationToken)], RulesVersionAnswer.Of(rules)));
    }

    private static IEnumerable<ClassifiedAnswer> Answers(IReadOnlyList<ReplyToClassify?> replies, ReplyTrial trial, CancellationToken cancellationToken)
    {
        ClassifiedAnswer Answer(ReplyToClassify? reply) => ClassifiedAnswer.Of(trial.Explain(reply!.Text!, reply.Relay, reply.RecipientDomain));
        return replies.Count < ManyReplies
            ? replies.Select(Answer)
            : replies.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(Answer);
    }

    private static IEnumerable<FilterProblem> Problems(RepliesToClassify body)
    {
        if (body.Replies is null || body.Replies.Count > MostReplies)
        {
            yield return new FilterProblem("replies", $"A list of at most {MostReplies:N0} replies.");
            yield break;
        }

        for (var i = 0; i < body.Replies.Count; i++)
        {
            if (body.Replies[i]?.Text is null)
            {
                yield return new FilterProblem($"replies[{i}].text", "The reply as received.");
            }

            if (body.Replies[i]?.Relay?.Length > LongestHost)
            {
                yield return new FilterProblem($"replies[{i}].relay", $"A host name of at most {LongestHost} characters.");
            }

            if (body.Replies[i]?.RecipientDomain?.Length > LongestHost)
            {
                yield return new FilterProblem($"replies[{i}].recipientDomain", $"A domain of at most {LongestHost} characters.");
            }
        }
    }
}
