namespace Dashboard.Core.Classification;

/// <summary>Why a rule that matches does not decide: what the rule that does has before it.</summary>
public enum LossReason : byte
{
    /// <summary>Rules of the provider that gave the reply come before those for every provider.</summary>
    ProviderFirst = 0,

    /// <summary>Words come before codes: the same <c>550 5.7.1</c> means one thing here and another there.</summary>
    WordsFirst = 1,

    /// <summary>The enhanced status code says more than the reply code, and than words that may mean much or little.</summary>
    EnhancedCodeFirst = 2,

    /// <summary>Both are of the same kind; the narrower meaning stands earlier in the files.</summary>
    EarlierInOrder = 3,

    /// <summary>Rules with a priority of their own, such as an operator's, come before the product's.</summary>
    PriorityFirst = 4,
}

/// <summary>A rule that matches a reply.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Words">Its literals that the reply holds; empty when only codes or the form matched.</param>
public sealed record MatchedRule(ClassificationRule Rule, IReadOnlyList<string> Words);

/// <summary>A rule that matches a reply too, but does not decide.</summary>
/// <param name="Match">The rule and its words.</param>
/// <param name="Why">What the deciding rule has before it.</param>
public sealed record LostRule(MatchedRule Match, LossReason Why);

/// <summary>How a reply got its meaning.</summary>
/// <param name="Winner">The rule that decides; null when none matches or none was asked (accepted mail).</param>
/// <param name="Lost">The other rules that match, in the order in which they would have decided; the first <see cref="MostLost"/>.</param>
public sealed record DecisionTrace(MatchedRule? Winner, IReadOnlyList<LostRule> Lost)
{
    /// <summary>How many losing rules are named at most.</summary>
    public const int MostLost = 12;

    /// <summary>Nothing was decided by a rule.</summary>
    public static DecisionTrace None { get; } = new(null, []);

    /// <summary>The trace of the matching rules, in the order of decision.</summary>
    internal static DecisionTrace Of(IReadOnlyList<MatchedRule> matches) => matches is [var winner, ..]
        ? new DecisionTrace(winner, [.. matches.Skip(1).Take(MostLost).Select(match => new LostRule(match, RuleOrder.WhyFirst(winner.Rule, match.Rule)))])
        : None;
}
