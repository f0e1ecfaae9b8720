using Dashboard.Web.Reporting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>Refusals as problem details (RFC 9457): what is wrong by field, with what is expected, all at once.</summary>
public static class ApiProblems
{
    public static ValidationProblem Of(IEnumerable<FilterProblem> problems)
    {
        var errors = problems.GroupBy(p => p.Field, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(p => p.Expected).Distinct().ToArray());
        return TypedResults.ValidationProblem(
            errors,
            detail: string.Join(' ', errors.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}")),
            title: errors.Count == 1 ? $"“{errors.Keys.Single()}” cannot be read as it is." : "Some parts of the call cannot be read as they are.");
    }

    public static ValidationProblem Of(string field, string expected) => Of([new FilterProblem(field, expected)]);

    public static ProblemHttpResult Of(int status, string title, string detail) => TypedResults.Problem(detail, statusCode: status, title: title);

    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "Not found", what);
}
