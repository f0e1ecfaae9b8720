using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Dashboard.Core.Delivery;

namespace Dashboard.Core.Classification;

/// <summary>Reads a rule file (JSON with comments). A mistake is an exception that names the file, the rule and what is expected.</summary>
internal static partial class RuleFile
{
    private const int MaxPatternLength = 300;
    private const int MinLiteralLength = 2;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new OneOrManyConverter() },
    };

    /// <summary>Reads the rules of one file, in its order.</summary>
    /// <param name="name">The file's name without extension.</param>
    /// <param name="json">Its content.</param>
    /// <exception cref="RuleFormatException">The file does not follow the format.</exception>
    public static IReadOnlyList<ClassificationRule> Read(string name, ReadOnlySpan<byte> json)
    {
        File file;
        try
        {
            // A byte order mark is no JSON.
            json = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
            file = JsonSerializer.Deserialize<File>(json, Options) ?? throw new RuleFormatException($"Rule file {name} is empty.");
        }
        catch (JsonException mistake)
        {
            throw new RuleFormatException($"Rule file {name}: {mistake.Message}", mistake);
        }

        return [.. file.Rules.Select(rule => ToRule(name, file.Provider ?? [], rule))];
    }

    /// <summary>A literal or text as they are compared: lower case, single spaces.</summary>
    public static string Fold(string literal) => Spaces().Replace(literal.ToLowerInvariant(), " ");

    private static ClassificationRule ToRule(string file, IReadOnlyList<string> providers, Entry entry)
    {
        var at = $"Rule file {file}, rule {entry.Id}";
        Require(KebabId().IsMatch(entry.Id), $"{at}: an id is kebab case, such as gmail-over-quota.");
        Require(!string.IsNullOrWhiteSpace(entry.Source), $"{at}: a source is required (a page, an RFC or 'operator experience').");
        Require(entry.Samples is { Count: > 0 }, $"{at}: at least one sample is required.");
        var rule = new ClassificationRule
        {
            Id = entry.Id,
            File = file,
            Providers = providers,
            Contains = Literals(entry.Contains, at),
            Any = Literals(entry.Any, at),
            Not = Literals(entry.Not, at),
            Codes = Parse<ReplyCodePattern>(entry.Code, ReplyCodePattern.TryParse, $"{at}: a code is 452 or 4xx, not"),
            Enhanced = Parse<EnhancedCodePattern>(entry.Enhanced, EnhancedCodePattern.TryParse, $"{at}: an enhanced code is 5.1.1, x.2.2 or 5.7.x, not"),
            IsFinal = entry.Outcome switch
            {
                null => null,
                "deferred" => false,
                "rejected" => true,
                _ => throw new RuleFormatException($"{at}: an outcome is deferred or rejected, not {entry.Outcome}."),
            },
            IsLocal = entry.Local,
            Pattern = entry.Pattern is { } pattern ? ToRegex(pattern, at) : null,
            IsLast = entry.Last ?? false,
            Stages = [.. (entry.Stage ?? []).Select(stage => Name<Stage>(stage, at, "stage"))],
            Reason = Name<Reason>(entry.Reason, at, "reason"),
            SubReason = entry.SubReason,
            Fault = entry.Fault is null ? null : Name<Fault>(entry.Fault, at, "fault"),
            IsHard = entry.Hard,
            Tier = entry.Tier is null ? null : Name<EvidenceTier>(entry.Tier, at, "tier"),
            Actions = entry.Actions is null ? null : [.. entry.Actions.Select(action => Name<NextAction>(action, at, "action"))],
            Source = entry.Source,
            Samples = entry.Samples,
        };
        Require(rule.HasText || rule.Codes.Count > 0 || rule.Enhanced.Count > 0, $"{at}: a rule needs a text, a code or an enhanced code.");
        Require(rule.Pattern is null || rule.Contains.Count > 0 || rule.Any.Count > 0, $"{at}: a pattern needs a literal before it.");
        Require(rule.Actions is not { Count: 0 }, $"{at}: actions must not be empty.");
        return rule;
    }

    private static Regex ToRegex(string pattern, string at)
    {
        Require(pattern.Length <= MaxPatternLength, $"{at}: a pattern has at most {MaxPatternLength} characters.");
        Require(!CapitalLetter().IsMatch(pattern), $"{at}: a pattern is written in lower case; it is asked of a text in lower case.");
        // A template is short and repetitions are bounded, so any text takes bounded time; the engine that needs no bound takes half a
        // megabyte for each pattern.
        Require(!Unbounded().IsMatch(pattern), $"{at}: a pattern neither looks around nor back, and repeats a group or any character so often at most: .{{0,60}} instead of .*");
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant);
        }
        catch (Exception mistake) when (mistake is ArgumentException or NotSupportedException)
        {
            throw new RuleFormatException($"{at}: {mistake.Message}", mistake);
        }
    }

    private static string[] Literals(IReadOnlyList<string>? literals, string at)
    {
        string[] folded = [.. (literals ?? []).Select(Fold)];
        Require(folded.All(literal => literal.Trim().Length >= MinLiteralLength), $"{at}: a literal has at least {MinLiteralLength} characters.");
        return folded;
    }

    private delegate bool TryParse<T>(string text, out T value);

    private static T[] Parse<T>(IReadOnlyList<string>? texts, TryParse<T> tryParse, string mistake) =>
        [.. (texts ?? []).Select(text => tryParse(text, out var value) ? value : throw new RuleFormatException($"{mistake} {text}."))];

    private static TEnum Name<TEnum>(string name, string at, string what)
        where TEnum : struct, Enum =>
        WireNames.TryParse<TEnum>(name, out var value)
            ? value
            : throw new RuleFormatException(
                $"{at}: {name} is no {what}; known are {string.Join(", ", Enum.GetValues<TEnum>().Select(WireNames.Of))}.");

    private static void Require(bool holds, string mistake)
    {
        if (!holds)
        {
            throw new RuleFormatException(mistake);
        }
    }

    /// <summary>
    /// Finds what could take a pattern out of proportion: a group or any character repeated without end, looks ahead and behind,
    /// references back.
    /// </summary>
    [GeneratedRegex(@"(?<!\\)[.)](?:[*+]|\{[0-9]+,\})|\(\?(?:=|!|<=|<!|>|\()|\\[1-9]|\\k")]
    internal static partial Regex Unbounded();

    [GeneratedRegex(@"(?<!\\)\p{Lu}")]
    private static partial Regex CapitalLetter();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabId();

    private sealed record File(IReadOnlyList<Entry> Rules)
    {
        public IReadOnlyList<string>? Provider { get; init; }
    }

    private sealed record Entry(string Id, string Reason, string Source, IReadOnlyList<string> Samples)
    {
        public IReadOnlyList<string>? Contains { get; init; }

        public IReadOnlyList<string>? Any { get; init; }

        public IReadOnlyList<string>? Not { get; init; }

        public IReadOnlyList<string>? Code { get; init; }

        public IReadOnlyList<string>? Enhanced { get; init; }

        public string? Outcome { get; init; }

        public bool? Local { get; init; }

        public bool? Last { get; init; }

        public IReadOnlyList<string>? Stage { get; init; }

        public string? Pattern { get; init; }

        public string? SubReason { get; init; }

        public string? Fault { get; init; }

        public bool? Hard { get; init; }

        public string? Tier { get; init; }

        public IReadOnlyList<string>? Actions { get; init; }
    }
}
