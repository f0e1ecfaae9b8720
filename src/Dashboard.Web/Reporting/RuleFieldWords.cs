using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using Dashboard.Storage.Rules;

namespace Dashboard.Web.Reporting;

/// <summary>The parts of a rule in words that a marketer knows.</summary>
public static class RuleFieldWords
{
    /// <summary>The label of a member of a rule.</summary>
    public static string Label(string field) => field switch
    {
        "id" => "Name",
        "reason" => "Means",
        "subReason" => "More exactly",
        "fault" => "Whose fault",
        "actions" => "Next action",
        "hard" => "Hard bounce",
        "tier" => "About the address",
        "provider" => "Providers",
        "outcome" => "Outcome",
        "local" => "Said by our own server",
        "stage" => "Stage",
        "code" => "Reply code",
        "enhanced" => "Enhanced code",
        "contains" => "All of these words",
        "any" => "One of these words",
        "not" => "None of these words",
        "pattern" => "Pattern",
        "source" => "Note or source",
        "samples" => "Examples",
        OwnProviderCheck.IdField => "Provider",
        OwnProviderCheck.NameField => "Name",
        OwnProviderCheck.KindField => "What it does",
        OwnProviderCheck.RelaysField => "Relays",
        OwnProviderCheck.DomainsField => "Recipient domains",
        _ => field,
    };

    /// <summary>The value of a member as <see cref="FieldChange"/> has it.</summary>
    public static string Value(string field, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return field switch
        {
            _ when value.Length == 0 => "",
            "reason" => Named<Reason>(value, CategoryWords.Label),
            "fault" => Named<Fault>(value, FaultWords.Label),
            "actions" => string.Join(", then ", value.Split(" · ").Select(v => Named<NextAction>(v, ActionWords.Label))),
            "stage" => string.Join(", ", value.Split(" · ").Select(Stage)),
            "provider" => string.Join(", ", value.Split(" · ").Select(Labels.Provider)),
            "outcome" => value == "deferred" ? "put off" : "refused",
            "subReason" => SubReasonWords.Label(value),
            OwnProviderCheck.KindField => Named<ProviderKind>(value, MappingWords.Label),
            OwnProviderCheck.RelaysField or OwnProviderCheck.DomainsField => value.Replace(" · ", ", ", StringComparison.Ordinal),
            _ => value,
        };
    }

    /// <summary>What a rule asks of a reply, in a sentence without its full stop.</summary>
    public static string Conditions(OwnRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        List<string> parts =
        [
            rule.Provider.Count == 0 ? "At any provider" : $"At {string.Join(", ", rule.Provider.Select(Labels.Provider))}",
            .. rule.Outcome is { } outcome ? [outcome == "deferred" ? "put off" : "refused"] : Array.Empty<string>(),
            .. rule.Local is { } local ? [local ? "said by our own server" : "said by a receiving server"] : Array.Empty<string>(),
            .. rule.Stage.Count > 0 ? [$"at {string.Join(" or ", rule.Stage.Select(Stage))}"] : Array.Empty<string>(),
            .. rule.Code.Count > 0 ? [$"code {string.Join(" or ", rule.Code)}"] : Array.Empty<string>(),
            .. rule.Enhanced.Count > 0 ? [$"enhanced code {string.Join(" or ", rule.Enhanced)}"] : Array.Empty<string>(),
            .. rule.Contains.Count > 0 ? [$"with {Quoted(rule.Contains, " and ")}"] : Array.Empty<string>(),
            .. rule.Any.Count > 0 ? [$"with {Quoted(rule.Any, " or ")}"] : Array.Empty<string>(),
            .. rule.Not.Count > 0 ? [$"without {Quoted(rule.Not, " and ")}"] : Array.Empty<string>(),
            .. rule.Pattern is { } pattern ? [$"matching {pattern}"] : Array.Empty<string>(),
        ];
        return string.Join(", ", parts);
    }

    /// <summary>What a rule that knows replies by codes alone takes, in sentences.</summary>
    public static string Breadth(BroadRule broad)
    {
        ArgumentNullException.ThrowIfNull(broad);
        var (rule, replies) = (broad.Rule, broad.Replies);
        List<string> codes =
        [
            .. rule.Code.Count > 0 ? [$"code {string.Join(" or ", rule.Code)}"] : Array.Empty<string>(),
            .. rule.Enhanced.Count > 0 ? [$"enhanced code {string.Join(" or ", rule.Enhanced)}"] : Array.Empty<string>(),
        ];
        var where = rule.Provider.Count == 0 ? "of any provider" : $"of {string.Join(" or ", rule.Provider.Select(Labels.Provider))}";
        var but = rule.Not.Count > 0 ? $" without {Quoted(rule.Not, " and ")}" : "";
        var taken = (replies, broad.Templates) switch
        {
            (0, _) => "None that was ever stored is among them.",
            (1, _) => "Of those ever stored it takes one.",
            (_, 1) => $"Of those ever stored it takes one text, at {Figures.Count(replies)} providers.",
            (_, var templates) => $"Of those ever stored it takes {Figures.Count(templates)} different texts.",
        };
        return $"{rule.Id} asks for no words: it takes every reply with {string.Join(" and ", codes)} {where}{but}, whatever else it says. {taken}";
    }

    /// <summary>What a rule says a reply means.</summary>
    public static string Meaning(OwnRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var reason = WireNames.TryParse<Reason>(rule.Reason, out var known) ? CategoryWords.Label(known) : rule.Reason;
        return rule.SubReason is { } sub ? $"{reason}: {SubReasonWords.Label(sub)}" : reason;
    }

    /// <summary>What happened to a rule between two versions.</summary>
    public static string Label(RuleChangeKind kind) => kind switch
    {
        RuleChangeKind.Added => "added",
        RuleChangeKind.Removed => "removed",
        RuleChangeKind.Changed => "changed",
        RuleChangeKind.Moved => "moved",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>All differences in a line: "added zork; removed quux".</summary>
    public static string Summary(IReadOnlyList<RuleDifference> differences)
    {
        const int most = 4;
        var groups = differences.GroupBy(d => d.Kind).OrderBy(g => g.Key)
            .Select(g => $"{Label(g.Key)} {string.Join(", ", g.Take(most).Select(d => d.IsProvider ? $"provider {d.Id}" : d.Id))}{(g.Count() > most ? $" and {g.Count() - most} more" : null)}");
        return differences.Count == 0 ? "nothing" : string.Join("; ", groups);
    }

    private static string Named<T>(string word, Func<T, string> label)
        where T : struct, Enum => WireNames.TryParse<T>(word, out var value) ? label(value) : word;

    private static string Stage(string stage) => WireNames.TryParse<Stage>(stage, out var known) ? EventWords.Label(known) : stage;

    private static string Quoted(IReadOnlyList<string> words, string joint) => string.Join(joint, words.Select(w => $"“{w}”"));
}
