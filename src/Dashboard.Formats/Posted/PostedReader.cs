using System.Runtime.InteropServices;
using System.Text.Json;
using Dashboard.Core.Delivery;
using Dashboard.Core.Metrics;

namespace Dashboard.Formats.Posted;

/// <summary>
/// Reads the body of one post of attempts: <c>{"attempts":[…]}</c>. The same reader checks a post before it is answered
/// (<see cref="Check"/>) and reads it when it is stored, so that what was accepted can be read.
/// </summary>
public sealed class PostedReader : ILogReader
{
    /// <summary>Its word, as sources and imports keep it.</summary>
    public const string Format = FormatWords.Posted;

    /// <summary>The most attempts in one post.</summary>
    public const int MostAttempts = 1000;

    private const string List = "attempts";
    private const int MostProblems = 20;
    private const int MostOriginalBytes = 4096;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private readonly JsonDocument? _document;
    private readonly PostedAttempt _attempt;
    private readonly List<PostedProblem> _problems = [];
    private readonly JsonElement _list;
    private readonly int _count;
    private JsonElement.ArrayEnumerator _next;

    private PostedReader(JsonDocument document, JsonElement list, LogReaderOptions options)
    {
        (_document, _list, _count) = (document, list, list.GetArrayLength());
        _next = list.EnumerateArray();
        _attempt = new PostedAttempt(options);
    }

    /// <inheritdoc/>
    public long LineNumber => RecordsRead;

    /// <inheritdoc/>
    public long RecordsRead { get; private set; }

    /// <inheritdoc/>
    public LineProblem Problem { get; private set; }

    /// <summary>Checks a whole body.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="options">Which times can be right.</param>
    /// <param name="attempts">How many attempts it brings.</param>
    /// <returns>Everything that is wrong with it, the first mistakes; empty when nothing is.</returns>
    public static IReadOnlyList<PostedProblem> Check(ReadOnlyMemory<byte> body, LogReaderOptions options, out int attempts)
    {
        attempts = 0;
        using var reader = TryOpen(body, options, out var problem);
        if (reader is null)
        {
            return [problem!];
        }

        attempts = reader._count;
        if (attempts is 0 or > MostAttempts)
        {
            return [new PostedProblem(List, $"A list of 1 to {MostAttempts:N0} attempts; here are {attempts:N0}. Send more in several calls.")];
        }

        var target = new LogEvent();
        var place = 0;
        foreach (var attempt in reader._list.EnumerateArray())
        {
            reader._attempt.Read(attempt, $"{List}[{place++}]", reader._problems, target);
            if (reader._problems.Count >= MostProblems)
            {
                break;
            }
        }

        return reader._problems;
    }

    /// <summary>Opens a body; null with the reason when it is no list of attempts at all.</summary>
    public static PostedReader? TryOpen(ReadOnlyMemory<byte> body, LogReaderOptions options, out PostedProblem? problem)
    {
        problem = null;
        JsonDocument? document = null;
        try
        {
            document = JsonDocument.Parse(body, Strict);
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(List, out var list) && list.ValueKind == JsonValueKind.Array
                && root.GetPropertyCount() == 1)
            {
                return new PostedReader(document, list, options);
            }

            problem = new PostedProblem("body", "A JSON object with one list: {\"attempts\": […]}, and nothing beside it.");
        }
        catch (JsonException e)
        {
            var at = e.LineNumber is { } line ? $" (line {line + 1}, byte {e.BytePositionInLine + 1})" : "";
            problem = new PostedProblem("body", $"Strict JSON in UTF-8: no name twice in one object, no comments, nothing behind its end, at most 16 levels{at}.");
        }
        catch (InvalidOperationException)
        {
            problem = new PostedProblem("body", "Text of whole characters: a part of it is half of a surrogate pair.");
        }

        document?.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public LineKind Read(LogEvent target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!_next.MoveNext())
        {
            return LineKind.End;
        }

        RecordsRead++;
        var attempt = _next.Current;
        _problems.Clear();
        _attempt.Read(attempt, "attempt", _problems, target);
        if (_problems.Count == 0)
        {
            return LineKind.Event;
        }

        var original = JsonMarshal.GetRawUtf8Value(attempt);
        var (field, expected) = _problems[0];
        Problem = new LineProblem(expected, field, original[..Math.Min(original.Length, MostOriginalBytes)].ToArray());
        return LineKind.Malformed;
    }

    /// <inheritdoc/>
    public void Dispose() => _document?.Dispose();
}
