using Dashboard.Core.Classification;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Replies;

/// <summary>Explains a classification by the rule that made it.</summary>
public sealed partial class WhyCategory
{
    private ClassificationRule? _rule;
    private IReadOnlyList<string> _literals = [];

    /// <summary>The rule that decided, as stored with the classification.</summary>
    [Parameter, EditorRequired] public required string RuleId { get; set; }

    /// <summary>The reply template; text from outside.</summary>
    [Parameter, EditorRequired] public required string Template { get; set; }

    /// <summary>Reply code; null when it has none.</summary>
    [Parameter] public int? Code { get; set; }

    /// <summary>Enhanced status code; null when it has none.</summary>
    [Parameter] public string? EnhancedCode { get; set; }

    /// <summary>How the rules in use decide about it; null where that is not at hand.</summary>
    [Parameter] public DecisionTrace? Decision { get; set; }

    [Inject] public required RuleSet Rules { get; init; }

    private string WithoutRule => RuleId switch
    {
        "accepted" => "The server accepted the message: no rule is needed.",
        "complaint" => "A complaint is a report by the recipient: no rule is needed.",
        "unclassified" => "No rule knows this reply yet. It is counted as not classified; nothing is guessed.",
        "expired" => "The sending server gave up, and no rule says more about the reply behind it.",
        _ => $"The rule “{RuleId}” made it. The present rules no longer hold that rule.",
    };

    private string Decided => (_rule!.HasText, _rule.HasEnhancedCode && EnhancedCode is not null, _rule.HasCode && Code is not null) switch
    {
        (true, _, _) when _literals.Count == 0 => "The form of the reply decided.",
        (true, true, _) => $"It asks for the code {EnhancedCode} and for words of the reply:",
        (true, _, true) => $"It asks for the code {Code} and for words of the reply:",
        (true, _, _) => "Words of the reply decided:",
        (false, true, _) => $"No rule knows the words; the enhanced status code {EnhancedCode} decided.",
        (false, _, true) => $"No rule knows the words; the reply code {Code} decided.",
        _ => "What the log says about the attempt decided.",
    };

    // Only sources of our own rules, and of those only addresses that a browser opens safely.
    private string? SourceLink =>
        Uri.TryCreate(_rule!.Source, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps ? _rule.Source : null;

    protected override void OnParametersSet()
    {
        _rule = Decision?.Winner?.Rule is { } winner && winner.Id == RuleId ? winner : Rules.Find(RuleId);
        _literals = _rule?.LiteralsIn(Template) ?? [];
    }
}
