using Dashboard.Core.Delivery;
using Dashboard.Storage.Queries;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Components.Replies;

/// <summary>A rule that gave a reply its meaning.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Providers">Where it did, in words.</param>
public sealed record MeaningRule(string RuleId, string Providers);

/// <summary>One meaning of a reply. The same words can mean different things at different providers.</summary>
/// <param name="Class">The meaning.</param>
/// <param name="Type">What the reply did to the delivery.</param>
/// <param name="Providers">Where it means this, in words.</param>
/// <param name="Rules">The rules that say so; there can be one for a provider beside the general one.</param>
public sealed record ReplyMeaning(ReplyClass Class, EventType Type, string Providers, IReadOnlyList<MeaningRule> Rules)
{
    private const int MostNamed = 4;

    /// <summary>The meanings of one template's rows.</summary>
    /// <param name="rows">The template at each provider, most attempts first.</param>
    public static IReadOnlyList<ReplyMeaning> Of(IReadOnlyList<ReplyRow> rows) =>
    [
        .. rows.GroupBy(r => (r.Class.Category, r.Class.SubReason, r.Class.Fault, r.Class.Bucket, Actions: string.Join(',', r.Class.Actions)))
            .Select(g => new ReplyMeaning(
                g.First().Class,
                g.First().Outcome,
                Names(g),
                [.. g.GroupBy(r => r.Class.RuleId, StringComparer.Ordinal).Select(rule => new MeaningRule(rule.Key, Names(rule)))])),
    ];

    private static string Names(IEnumerable<ReplyRow> rows)
    {
        var names = rows.Select(r => Labels.Provider(r.Provider)).ToList();
        return names.Count <= MostNamed
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(MostNamed - 1))} and {Figures.Count(names.Count - MostNamed + 1)} more";
    }
}
