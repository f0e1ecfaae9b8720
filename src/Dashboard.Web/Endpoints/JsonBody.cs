using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dashboard.Web.Endpoints;

/// <summary>
/// Reads a JSON body strictly: numbers are numbers, no name comes twice, no text holds half a character. Whatever is wrong is a
/// refusal that names the place, never a failure of ours.
/// </summary>
public static class JsonBody
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 16,
    };

    /// <summary>The body, or what is wrong with it.</summary>
    public static async Task<(T? Body, ValidationProblem? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(request.Body, Strict, cancellationToken) is { } body
                ? (body, null)
                : (null, ApiProblems.Of("body", "A JSON object."));
        }
        catch (JsonException e)
        {
            return (null, ApiProblems.Of(FieldOf(e.Path), $"JSON of the form that is documented (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})."));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as \ud800.
            return (null, ApiProblems.Of("body", "Text of whole characters: a part of it is half of a surrogate pair."));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, ApiProblems.Of("body", "A smaller body: send it in several calls."));
        }
    }

    // "$.replies[3].text" is "replies[3].text".
    private static string FieldOf(string? path) => path is { Length: > 2 } && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "body";
}
