using Dashboard.Core.Classification;
using Dashboard.Storage.Rules;

namespace Dashboard.Web.Reporting;

/// <summary>Versions of rules in words.</summary>
public static class RuleWords
{
    /// <summary>How many rules are in force, and which version of the own ones.</summary>
    public static string InUse(RulesInUse rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var shipped = rules.RuleSet.Rules.Count - rules.Own.Rules.Count;
        return rules.Own.Rules.Count == 0
            ? $"{(rules.Own.File.IsEmpty ? null : $"{Version(rules.Number)}: ")}{Figures.Count(shipped)} rules as they come with the product"
            : $"{Version(rules.Number)}: {Figures.Count(rules.Own.Rules.Count)} of your own before {Figures.Count(shipped)} that come with the product";
    }

    /// <summary>What must be said of a rule whose pattern took too long on some replies; null when there were none.</summary>
    public static string? Slow(ClassificationRule? rule) => rule?.PatternTimeouts switch
    {
        null or 0 => null,
        1 => "Its pattern took too long on one reply, which counts as not matching. Ask for less in it.",
        { } replies => $"Its pattern took too long on {Figures.Count(replies)} replies, which count as not matching. Ask for less in it.",
    };

    /// <summary>A version by its number.</summary>
    public static string Version(int number) => number == 0 ? "As shipped" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Version {number}");
}
