using Dashboard.Core.Providers;

namespace Dashboard.Core.Classification.Own;

/// <summary>How a rule differs between two versions.</summary>
public enum RuleChangeKind
{
    /// <summary>Only the newer version has it.</summary>
    Added,

    /// <summary>Only the older version has it.</summary>
    Removed,

    /// <summary>It says something else.</summary>
    Changed,

    /// <summary>It says the same and is tried earlier or later.</summary>
    Moved,
}

/// <summary>One member of a rule before and after.</summary>
/// <param name="Field">The member as in a rule file: <c>contains</c>.</param>
/// <param name="Before">Its value as text; empty when it was not there.</param>
/// <param name="After">Its value as text; empty when it is not there.</param>
public sealed record FieldChange(string Field, string Before, string After);

/// <summary>What two versions of own rules say differently about one rule.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Fields">Members that differ; of an added or removed rule all that are set; empty for one that moved.</param>
public sealed record RuleDifference(string Id, RuleChangeKind Kind, IReadOnlyList<FieldChange> Fields)
{
    /// <summary>True when it is about a provider, not about a rule.</summary>
    public bool IsProvider { get; init; }

    /// <summary>Compares two versions: rules first, then providers.</summary>
    public static IReadOnlyList<RuleDifference> Of(OwnFile before, OwnFile after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return [.. Of(before.Rules, after.Rules), .. Of(before.Providers, after.Providers)];
    }

    /// <summary>Compares two versions: the newer one's rules in their order, then those that are gone.</summary>
    public static IReadOnlyList<RuleDifference> Of(IReadOnlyList<OwnRule> before, IReadOnlyList<OwnRule> after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var old = before.DistinctBy(r => r.Id).ToDictionary(r => r.Id, StringComparer.Ordinal);
        var kept = after.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        var places = before.Select(r => r.Id).Where(kept.Contains).ToList();
        var differences = new List<RuleDifference>();
        foreach (var rule in after)
        {
            if (!old.TryGetValue(rule.Id, out var was))
            {
                differences.Add(new RuleDifference(rule.Id, RuleChangeKind.Added, Compare(new OwnRule(), rule)));
                continue;
            }

            var isFirst = places.Count > 0 && places[0] == rule.Id;
            places.Remove(rule.Id);
            var fields = Compare(was, rule);
            if (fields.Count > 0)
            {
                differences.Add(new RuleDifference(rule.Id, RuleChangeKind.Changed, fields));
            }
            else if (!isFirst)
            {
                differences.Add(new RuleDifference(rule.Id, RuleChangeKind.Moved, []));
            }
        }

        differences.AddRange(before.Where(r => !kept.Contains(r.Id)).Select(r => new RuleDifference(r.Id, RuleChangeKind.Removed, Compare(r, new OwnRule()))));
        return differences;
    }

    private static IEnumerable<RuleDifference> Of(IReadOnlyList<OwnProvider> before, IReadOnlyList<OwnProvider> after)
    {
        var old = before.DistinctBy(p => p.Id).ToDictionary(p => p.Id, StringComparer.Ordinal);
        var now = after.DistinctBy(p => p.Id).ToDictionary(p => p.Id, StringComparer.Ordinal);
        return from id in now.Keys.Concat(old.Keys.Where(id => !now.ContainsKey(id)))
               let kind = !old.ContainsKey(id) ? RuleChangeKind.Added : !now.ContainsKey(id) ? RuleChangeKind.Removed : RuleChangeKind.Changed
               let fields = Compare(old.GetValueOrDefault(id, new OwnProvider()), now.GetValueOrDefault(id, new OwnProvider()))
               where kind != RuleChangeKind.Changed || fields.Count > 0
               select new RuleDifference(id, kind, fields) { IsProvider = true };
    }

    private static List<FieldChange> Compare(OwnProvider before, OwnProvider after) =>
        [.. Values(before).Zip(Values(after), (b, a) => new FieldChange(b.Field, b.Value, a.Value)).Where(c => c.Before != c.After)];

    private static (string Field, string Value)[] Values(OwnProvider provider) =>
    [
        (OwnProviderCheck.NameField, provider.Name ?? ""), (OwnProviderCheck.KindField, provider.Kind ?? ""),
        (OwnProviderCheck.RelaysField, Join(provider.Relays)), (OwnProviderCheck.DomainsField, Join(provider.Domains)),
    ];

    private static List<FieldChange> Compare(OwnRule before, OwnRule after) =>
        [.. Values(before).Zip(Values(after), (b, a) => new FieldChange(b.Field, b.Value, a.Value)).Where(c => c.Before != c.After)];

    private static (string Field, string Value)[] Values(OwnRule rule) =>
    [
        ("reason", rule.Reason), ("subReason", rule.SubReason ?? ""), ("fault", rule.Fault ?? ""), ("actions", Join(rule.Actions ?? [])),
        ("hard", YesNo(rule.Hard)), ("tier", rule.Tier ?? ""), ("provider", Join(rule.Provider)), ("outcome", rule.Outcome ?? ""),
        ("local", YesNo(rule.Local)), ("stage", Join(rule.Stage)), ("code", Join(rule.Code)), ("enhanced", Join(rule.Enhanced)),
        ("contains", Join(rule.Contains)), ("any", Join(rule.Any)), ("not", Join(rule.Not)), ("pattern", rule.Pattern ?? ""),
        ("source", rule.Source), ("samples", Join(rule.Samples)),
    ];

    private static string Join(IReadOnlyList<string> texts) => string.Join(" · ", texts);

    private static string YesNo(bool? value) => value switch { true => "yes", false => "no", null => "" };
}
