using System.Collections.Frozen;
using System.Globalization;

namespace Dashboard.Core.Classification.Own;

/// <summary>A pattern of another program's file.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Category">The category it leads to there.</param>
/// <param name="Pattern">The regular expression.</param>
public sealed record ForeignPattern(int Line, string Category, string Pattern);

/// <summary>A line that cannot be used.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Text">What stands there, cut short.</param>
/// <param name="Reason">Why, a sentence.</param>
public sealed record ForeignProblem(int Line, string Text, string Reason);

/// <summary>A file of bounce rules of another program.</summary>
/// <param name="Patterns">Its patterns in the order in which they are tried.</param>
/// <param name="Problems">Lines that could not be read.</param>
public sealed record ForeignRules(IReadOnlyList<ForeignPattern> Patterns, IReadOnlyList<ForeignProblem> Problems)
{
    /// <summary>Largest file, in characters.</summary>
    public const int MaxLength = 1_000_000;

    private const int ShownText = 160;

    // What the categories of PowerMTA's user guide and of KumoMTA's reference mean here. Absent: nothing to learn from it.
    private static readonly FrozenDictionary<string, Reason> Usual = new Dictionary<string, Reason>(StringComparer.OrdinalIgnoreCase)
    {
        ["bad-mailbox"] = Reason.InvalidUser,
        ["InvalidRecipient"] = Reason.InvalidUser,
        ["bad-domain"] = Reason.InvalidDomain,
        ["BadDomain"] = Reason.InvalidDomain,
        ["inactive-mailbox"] = Reason.InactiveUser,
        ["InactiveMailbox"] = Reason.InactiveUser,
        ["quota-issues"] = Reason.MailboxFull,
        ["QuotaIssues"] = Reason.MailboxFull,
        ["spam-related"] = Reason.Reputation,
        ["SpamRelated"] = Reason.Reputation,
        ["SpamBlock"] = Reason.Reputation,
        ["content-related"] = Reason.Content,
        ["ContentRelated"] = Reason.Content,
        ["SpamContent"] = Reason.Content,
        ["ProhibitedAttachment"] = Reason.Content,
        ["virus-related"] = Reason.Content,
        ["VirusRelated"] = Reason.Content,
        ["policy-related"] = Reason.Policy,
        ["PolicyRelated"] = Reason.Policy,
        ["relaying-issues"] = Reason.RelayDenied,
        ["RelayingIssues"] = Reason.RelayDenied,
        ["RelayDenied"] = Reason.RelayDenied,
        ["routing-errors"] = Reason.Dns,
        ["RoutingErrors"] = Reason.Dns,
        ["DNSFailure"] = Reason.Dns,
        ["bad-configuration"] = Reason.ServerUnavailable,
        ["BadConfiguration"] = Reason.ServerUnavailable,
        ["bad-connection"] = Reason.ServerUnavailable,
        ["BadConnection"] = Reason.ServerUnavailable,
        ["no-answer-from-host"] = Reason.ServerUnavailable,
        ["NoAnswerFromHost"] = Reason.ServerUnavailable,
        ["TransientFailure"] = Reason.ServerUnavailable,
        ["protocol-errors"] = Reason.ProtocolError,
        ["ProtocolErrors"] = Reason.ProtocolError,
        ["message-expired"] = Reason.Expired,
        ["MessageExpired"] = Reason.Expired,
        ["invalid-sender"] = Reason.SenderRejected,
        ["InvalidSender"] = Reason.SenderRejected,
        ["AuthenticationFailed"] = Reason.Auth,
        ["TooManyRecipients"] = Reason.RateLimit,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a file of either program, known by its form.</summary>
    public static ForeignRules Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > MaxLength
            ? new ForeignRules([], [new ForeignProblem(1, "", $"The file is longer than {MaxLength:N0} characters.")])
            : KumoMtaRules.IsKumoMta(text) ? KumoMtaRules.Read(text) : PowerMtaPatterns.Read(text);
    }

    /// <summary>What a category of the other program usually means here; null for those that say nothing (<c>other</c>).</summary>
    public static Reason? UsualReason(string category) => Usual.TryGetValue(category, out var reason) ? reason : null;

    /// <summary>
    /// Makes own rules of the patterns. A pattern is kept when it can be built, its category has a meaning here, and its shortest example
    /// is not taken by a line before it.
    /// </summary>
    /// <param name="meanings">What each category means here; null leaves its patterns out.</param>
    /// <param name="prefix">Beginning of the rules' names, kebab case.</param>
    /// <param name="source">Where they come from, kept with each.</param>
    public (IReadOnlyList<OwnRule> Rules, IReadOnlyList<ForeignProblem> Problems) ToOwn(
        IReadOnlyDictionary<string, Reason?> meanings, string prefix, string source)
    {
        ArgumentNullException.ThrowIfNull(meanings);
        var rules = new List<OwnRule>();
        var problems = Problems.ToList();
        var taken = new List<(int Line, System.Text.RegularExpressions.Regex Regex)>();
        foreach (var pattern in Patterns)
        {
            void Problem(string reason) => problems.Add(new ForeignProblem(pattern.Line, Cut(pattern.Pattern), reason));
            if (meanings.GetValueOrDefault(pattern.Category) is not { } reason)
            {
                Problem($"The category “{Cut(pattern.Category)}” is left out by the table above.");
            }
            else if (!OwnPattern.TryBuild(pattern.Pattern, out var regex, out var mistake, out _))
            {
                Problem(mistake);
            }
            else if (Example(pattern.Pattern, regex) is not { } example)
            {
                Problem("No reply could be made up that this pattern recognizes. Write it as a rule of your own, with a sample.");
            }
            else if (taken.Find(t => t.Regex.IsMatch(example)) is { Regex: not null } earlier)
            {
                Problem($"Line {earlier.Line} stands before it and recognizes the same: it would never decide.");
            }
            else
            {
                taken.Add((pattern.Line, regex));
                rules.Add(new OwnRule
                {
                    Id = string.Create(CultureInfo.InvariantCulture, $"{prefix}-{pattern.Line}"),
                    Pattern = pattern.Pattern,
                    Reason = WireNames.Of(reason),
                    Source = $"{source}, line {pattern.Line}: {Cut(pattern.Category)}",
                    Samples = [example],
                });
            }
        }

        return (rules, [.. problems.OrderBy(p => p.Line)]);
    }

    internal static string Cut(string text) => text.Length > ShownText ? text[..ShownText] + "…" : text;

    // As a reply it needs a code; a pattern that begins with one does not take a second.
    private static string? Example(string pattern, System.Text.RegularExpressions.Regex regex)
    {
        PatternShape.Read(pattern, out var example, out _);
        string[] tried = example is null ? [] : ["550 " + example.Trim(), example.Trim(), "550 5.0.0 " + example.Trim()];
        return tried.FirstOrDefault(t => t.Length > 0 && regex.IsMatch(TemplateOf(t)));
    }

    private static string TemplateOf(string reply)
    {
        var raw = System.Text.Encoding.UTF8.GetBytes(reply);
        Span<byte> buffer = stackalloc byte[Replies.TemplateMasker.MaxOutputBytes];
        return System.Text.Encoding.UTF8.GetString(buffer[..Replies.TemplateMasker.Mask(raw, default, buffer)]);
    }
}
