using Dashboard.Core.Classification.Own;

namespace Dashboard.Web.Rules;

/// <summary>A rule as it stands in the fields of its form: lists are lines of text.</summary>
public sealed class RuleDraft
{
    public string Id { get; set; } = "";

    public List<string> Providers { get; init; } = [];

    public string Contains { get; set; } = "";

    public string Any { get; set; } = "";

    public string Not { get; set; } = "";

    public string Code { get; set; } = "";

    public string Enhanced { get; set; } = "";

    public string Outcome { get; set; } = "";

    public string Stage { get; set; } = "";

    /// <summary>Empty, <c>local</c> or <c>server</c>.</summary>
    public string Side { get; set; } = "";

    public string Pattern { get; set; } = "";

    public string Reason { get; set; } = "";

    public string SubReason { get; set; } = "";

    public string Fault { get; set; } = "";

    public string Action { get; set; } = "";

    public string SecondAction { get; set; } = "";

    public string Source { get; set; } = "";

    public string Samples { get; set; } = "";

    // What the form has no field for is kept as it was: such a rule came from a file.
    private OwnRule Origin { get; init; } = new();

    public static RuleDraft Of(OwnRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return new RuleDraft
        {
            Origin = rule,
            Id = rule.Id,
            Providers = [.. rule.Provider],
            Contains = Lines(rule.Contains),
            Any = Lines(rule.Any),
            Not = Lines(rule.Not),
            Code = string.Join(' ', rule.Code),
            Enhanced = string.Join(' ', rule.Enhanced),
            Outcome = rule.Outcome ?? "",
            Stage = rule.Stage.Count == 1 ? rule.Stage[0] : "",
            Side = rule.Local switch { true => "local", false => "server", null => "" },
            Pattern = rule.Pattern ?? "",
            Reason = rule.Reason,
            SubReason = rule.SubReason ?? "",
            Fault = rule.Fault ?? "",
            Action = rule.Actions?.ElementAtOrDefault(0) ?? "",
            SecondAction = rule.Actions?.ElementAtOrDefault(1) ?? "",
            Source = rule.Source,
            Samples = Lines(rule.Samples),
        };
    }

    public OwnRule ToRule() => Origin with
    {
        Id = Id.Trim(),
        Provider = [.. Providers],
        Contains = Lines(Contains),
        Any = Lines(Any),
        Not = Lines(Not),
        Code = Words(Code),
        Enhanced = Words(Enhanced),
        Outcome = Outcome.Length == 0 ? null : Outcome,
        Stage = Stage.Length > 0 ? [Stage] : Origin.Stage.Count > 1 ? Origin.Stage : [],
        Local = Side switch { "local" => true, "server" => false, _ => null },
        Pattern = Pattern.Length == 0 ? null : Pattern,
        Reason = Reason,
        SubReason = SubReason.Trim().Length == 0 ? null : SubReason.Trim(),
        Fault = Fault.Length == 0 ? null : Fault,
        Actions = Action.Length == 0 ? null : [.. new[] { Action, SecondAction }.Where(a => a.Length > 0).Concat(Origin.Actions?.Skip(2) ?? []).Distinct()],
        Source = Source.Trim(),
        Samples = Lines(Samples),
    };

    private static string Lines(IReadOnlyList<string> texts) => string.Join('\n', texts.Select(t => t.ReplaceLineEndings(" ")));

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[] Words(string text) => text.Split([' ', ',', '\n', '\t'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
