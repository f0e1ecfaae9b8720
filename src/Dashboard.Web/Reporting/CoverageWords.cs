using Dashboard.Core.Metrics;

namespace Dashboard.Web.Reporting;

/// <summary>Says what a rate does not cover, why, and what to do about it.</summary>
public static class CoverageWords
{
    /// <summary>Stands where the figure would.</summary>
    public const string NotInTheLog = "not in this log";

    private const int MostNames = 3;

    /// <summary>“covers 62 % of the mail: the logs of “ESP export” hold no deferrals”; null when it covers all.</summary>
    public static string? Partly(ObservedRate rate) =>
        rate.IsPartial ? $"covers {Figures.WholePercent(rate.Coverage)} of the mail: {Reason(rate.Missing)}" : null;

    /// <summary>“The logs of “ESP export” hold no deferrals.”; null when it can be observed.</summary>
    public static string? WhyNot(ObservedRate rate) => rate.IsObservable ? null : Sentence(rate.Missing);

    /// <summary>Why something is missing, as a sentence.</summary>
    public static string Sentence(IReadOnlyList<MissingCapability> missing)
    {
        var reason = Reason(missing);
        return char.ToUpperInvariant(reason[0]) + reason[1..] + ".";
    }

    /// <summary>What to change at the sources, a sentence for each way; empty when all is covered or no source is known.</summary>
    public static string Advice(IReadOnlyList<MissingCapability> missing) => string.Join(
        ' ', missing.SelectMany(m => m.Sources.Select(s => CapabilityAdvice.For(m.Capability, s.Format))).Distinct(StringComparer.Ordinal));

    private static string Reason(IReadOnlyList<MissingCapability> missing) =>
        string.Join("; ", missing.Select(m => $"{Logs(m.Sources)} hold {m.Capability.Lack()}"));

    private static string Logs(IReadOnlyList<CountedSource> sources)
    {
        var names = sources.Take(MostNames).Select(s => $"“{s.Name}”").ToList();
        return (names.Count, sources.Count - names.Count) switch
        {
            (0, _) => "some logs",
            (1, _) => $"the logs of {names[0]}",
            (_, 0) => $"the logs of {string.Join(", ", names[..^1])} and {names[^1]}",
            (_, var more) => $"the logs of {string.Join(", ", names)} and {Figures.Count(more)} more",
        };
    }
}
