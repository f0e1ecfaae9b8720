using Dashboard.Core.Delivery;

namespace Dashboard.Core.Classification;

/// <summary>From the rule that matched and the event's facts to the classification.</summary>
internal static class Verdict
{
    public static Classification Accepted { get; } =
        new(Reason.None, null, Fault.None, false, EvidenceTier.None, [NextAction.None], "accepted");

    public static Classification Complaint { get; } =
        new(Reason.None, null, Fault.None, false, EvidenceTier.None, [NextAction.None], "complaint");

    private static readonly Classification Unclassified =
        new(Reason.Unclassified, null, Fault.None, false, EvidenceTier.None, [NextAction.Investigate], "unclassified");

    private static readonly Classification GivenUp =
        new(Reason.Expired, null, Fault.None, false, EvidenceTier.None, [NextAction.Investigate], "expired");

    /// <summary>The classification of a refusal or a deferral.</summary>
    public static Classification Of(ClassificationRule? rule, in ReplyFacts facts)
    {
        if (rule is null)
        {
            return Unclassified;
        }

        var isFinal = !facts.Type.IsPassing();
        var defaults = ReasonDefaults.For(rule.Reason, isFinal, rule.IsLocal ?? facts.IsLocal ?? false);
        var tier = rule.Tier ?? defaults.Tier;
        var actions = rule.Actions ?? (tier == defaults.Tier ? defaults.Actions : ActionsOf(rule.Reason, tier, defaults.Actions));
        var isHard = rule.IsHard ?? defaults.IsHard;
        // The four codes answer a login.
        if (tier == EvidenceTier.Confirmed
            && rule is { IsOwn: false, Providers.Count: 0 }
            && (facts.Code is 530 or 534 or 535 or 538 || WordsAboutUs.AreIn(facts.Template)))
        {
            tier = EvidenceTier.Ambiguous;
            actions = Replace(actions, NextAction.Suppress, NextAction.Revalidate);
        }

        if (!isFinal)
        {
            // What is said with "not now" never condemns an address.
            isHard = false;
            tier = tier == EvidenceTier.Confirmed ? EvidenceTier.Ambiguous : tier;
            actions = Replace(actions, NextAction.Suppress, NextAction.Revalidate);
        }

        if (facts.Stage is Stage.Connect or Stage.Ehlo or Stage.MailFrom)
        {
            // The recipient was not even named yet.
            isHard = false;
            tier = EvidenceTier.None;
            actions = Replace(Replace(actions, NextAction.Suppress, NextAction.Investigate), NextAction.Revalidate, NextAction.Investigate);
        }

        return new Classification(rule.Reason, rule.SubReason, rule.Fault ?? defaults.Fault, isHard, tier, actions, rule.Id);
    }

    /// <summary>A give-up: expired, with the fault and the actions of the reply behind it.</summary>
    public static Classification Expired(ClassificationRule? rule, in ReplyFacts facts)
    {
        if (rule is null || rule.Reason is Reason.Expired)
        {
            return rule is null ? GivenUp : GivenUp with { RuleId = rule.Id };
        }

        var cause = Of(rule, facts with { Type = EventType.Deferred });
        return cause with { Reason = Reason.Expired, SubReason = WireNames.Of(cause.Reason), Tier = EvidenceTier.None };
    }

    private static IReadOnlyList<NextAction> ActionsOf(Reason reason, EvidenceTier tier, IReadOnlyList<NextAction> defaults) =>
        (reason, tier) switch
        {
            (Reason.InvalidUser or Reason.InactiveUser, EvidenceTier.Ambiguous or EvidenceTier.None) => [NextAction.Revalidate],
            (Reason.InvalidDomain, EvidenceTier.Confirmed) => [NextAction.Suppress],
            _ => defaults,
        };

    private static IReadOnlyList<NextAction> Replace(IReadOnlyList<NextAction> actions, NextAction from, NextAction to) =>
        actions.Contains(from) ? [.. actions.Select(action => action == from ? to : action).Distinct()] : actions;
}
