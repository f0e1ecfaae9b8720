using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Core.Delivery;
using Dashboard.Core.Replies;

namespace Dashboard.Core.Classification.Own;

/// <summary>From a rule as it is written to one that can be tried, or to everything that is wrong with it.</summary>
public static partial class OwnRuleCheck
{
    /// <summary>Most own rules of one version.</summary>
    public const int MostRules = 2_000;

    /// <summary>Longest text of any member but a pattern, in characters.</summary>
    public const int MaxText = 1_000;

    /// <summary>Most words, codes, providers or samples of one condition.</summary>
    public const int MostOfOne = 100;

    private const int MaxId = 80;
    private const int MinWord = 2;

    /// <summary>Reads one rule; every mistake is added to the problems.</summary>
    /// <returns>Null when something is wrong.</returns>
    public static ClassificationRule? Read(OwnRule rule, ICollection<RuleProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(problems);
        var found = new List<RuleProblem>();
        void Problem(string field, string message, int? at = null) => found.Add(new RuleProblem(rule.Id, field, message) { At = at });
        void Require(bool holds, string field, string message)
        {
            if (!holds)
            {
                Problem(field, message);
            }
        }

        Require(rule.Id.Length is > 0 and <= MaxId && KebabId().IsMatch(rule.Id), "id", $"A name is small letters, digits and hyphens, such as gmail-over-quota, and has at most {MaxId} characters.");
        Require(!string.IsNullOrWhiteSpace(rule.Source), "source", "Write why: a note, or the address of the page that says so.");
        Require(rule.Samples.Any(s => !string.IsNullOrWhiteSpace(s)), "samples", "Give at least one reply, as received, that this rule must recognize.");
        RequireShort(rule, Problem);
        Regex? pattern = null;
        if (!string.IsNullOrEmpty(rule.Pattern) && !OwnPattern.TryBuild(rule.Pattern, out pattern, out var mistake, out var at))
        {
            Problem("pattern", mistake, at);
        }

        string? literal = null;
        if (pattern is not null)
        {
            PatternShape.Read(rule.Pattern!, out _, out literal);
        }

        var hasWords = false;
        string[] Words(IReadOnlyList<string> words, string field)
        {
            string[] folded = [.. words.Select(RuleFile.Fold)];
            Require(folded.All(w => w.Trim().Length >= MinWord), field, $"Each of the words has at least {MinWord} characters.");
            hasWords |= field != "not" && folded.Length > 0;
            return folded;
        }

        T[] Parse<T>(IReadOnlyList<string> texts, string field, Func<string, (bool, T)> parse, string expected)
        {
            var values = new List<T>();
            foreach (var text in texts)
            {
                var (isValid, value) = parse(text);
                Require(isValid, field, $"“{Cut(text)}” is not {expected}.");
                values.Add(value);
            }

            return [.. values];
        }

        T Named<T>(string text, string field)
            where T : struct, Enum
        {
            Require(WireNames.TryParse<T>(text, out var value), field, $"“{Cut(text)}” is none of {string.Join(", ", Enum.GetValues<T>().Select(WireNames.Of))}.");
            return value;
        }

        var read = new ClassificationRule
        {
            Id = rule.Id,
            File = "own",
            IsOwn = true,
            Providers = rule.Provider,
            Contains = Words(rule.Contains, "contains"),
            Any = Words(rule.Any, "any"),
            Not = Words(rule.Not, "not"),
            Codes = Parse(rule.Code, "code", t => (ReplyCodePattern.TryParse(t, out var c), c), "a reply code such as 550 or 4xx"),
            Enhanced = Parse(rule.Enhanced, "enhanced", t => (EnhancedCodePattern.TryParse(t, out var c), c), "an enhanced code such as 5.7.1, x.2.2 or 5.7.x"),
            Stages = [.. rule.Stage.Select(s => Named<Stage>(s, "stage"))],
            IsFinal = rule.Outcome switch { "rejected" => true, "deferred" => false, _ => null },
            IsLocal = rule.Local,
            Pattern = pattern,
            PatternLiteral = literal,
            Reason = rule.Reason.Length == 0 ? MissingReason(Problem) : Named<Reason>(rule.Reason, "reason"),
            SubReason = string.IsNullOrEmpty(rule.SubReason) ? null : rule.SubReason,
            Fault = string.IsNullOrEmpty(rule.Fault) ? null : Named<Fault>(rule.Fault, "fault"),
            IsHard = rule.Hard,
            Tier = string.IsNullOrEmpty(rule.Tier) ? null : Named<EvidenceTier>(rule.Tier, "tier"),
            Actions = rule.Actions is { Count: > 0 } actions ? [.. actions.Select(a => Named<NextAction>(a, "actions"))] : null,
            Source = rule.Source,
            Samples = [.. rule.Samples.Where(s => !string.IsNullOrWhiteSpace(s))],
        };
        Require(rule.Outcome is null or "" or "deferred" or "rejected", "outcome", "An outcome is deferred or rejected.");
        Require(read.SubReason is null || KebabId().IsMatch(read.SubReason), "subReason", "A sub-reason is small letters, digits and hyphens.");
        Require(hasWords || !string.IsNullOrEmpty(rule.Pattern) || rule.Code.Count > 0 || rule.Enhanced.Count > 0, "contains", "Say by what the rule knows a reply: words, a pattern, a code or an enhanced code.");
        foreach (var problem in found)
        {
            problems.Add(problem);
        }

        return found.Count == 0 ? read : null;
    }

    /// <summary>A reply as the rule's conditions would meet it, for one of its providers.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="sample">A reply as received.</param>
    /// <param name="providerId">The provider.</param>
    public static ReplyFacts FactsOf(ClassificationRule rule, string sample, string providerId)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var raw = Encoding.UTF8.GetBytes(sample);
        var parsed = Reply.Parse(raw);
        Span<byte> buffer = stackalloc byte[TemplateMasker.MaxOutputBytes];
        var template = Encoding.UTF8.GetString(buffer[..TemplateMasker.Mask(raw, default, buffer)]);
        var isFinal = rule.IsFinal ?? (parsed.Code / 100 ?? parsed.Enhanced?.Class) != 4;
        return new ReplyFacts(
            template, parsed.Code, parsed.Enhanced, providerId, rule.Stages.Count > 0 ? rule.Stages[0] : Stage.Unknown,
            isFinal ? EventType.Rejected : EventType.Deferred, rule.IsLocal ?? false);
    }

    private static Reason MissingReason(Action<string, string, int?> problem)
    {
        problem("reason", "Choose what such a reply means.", null);
        return Reason.Unclassified;
    }

    private static void RequireShort(OwnRule rule, Action<string, string, int?> problem)
    {
        (string Field, IReadOnlyList<string> Texts)[] lists =
        [
            ("provider", rule.Provider), ("contains", rule.Contains), ("any", rule.Any), ("not", rule.Not), ("code", rule.Code),
            ("enhanced", rule.Enhanced), ("stage", rule.Stage), ("actions", rule.Actions ?? []), ("samples", rule.Samples),
            ("source", [rule.Source]), ("subReason", [rule.SubReason ?? ""]),
        ];
        foreach (var (field, texts) in lists)
        {
            var longest = field == "samples" ? Reply.MaxBytes : MaxText;
            if (texts.Count > MostOfOne || texts.Any(t => t.Length > longest))
            {
                problem(field, $"At most {MostOfOne} entries of at most {longest:N0} characters each.", null);
            }
        }
    }

    private static string Cut(string text) => text.Length > 40 ? text[..40] + "…" : text;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.NonBacktracking)]
    private static partial Regex KebabId();
}
