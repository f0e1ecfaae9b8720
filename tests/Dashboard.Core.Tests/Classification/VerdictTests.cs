using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using static Dashboard.Core.Tests.Classification.RuleTexts;

namespace Dashboard.Core.Tests.Classification;

public sealed class VerdictTests
{
    [Theory]
    [InlineData("invalid-user", Fault.Recipient, true, EvidenceTier.Confirmed, NextAction.Suppress)]
    [InlineData("invalid-domain", Fault.Recipient, true, EvidenceTier.Ambiguous, NextAction.Revalidate)]
    [InlineData("mailbox-full", Fault.Recipient, false, EvidenceTier.None, NextAction.Retry)]
    [InlineData("rate-limit", Fault.Sender, false, EvidenceTier.None, NextAction.ResendLater)]
    [InlineData("server-unavailable", Fault.Provider, false, EvidenceTier.None, NextAction.Retry)]
    [InlineData("reputation", Fault.Sender, false, EvidenceTier.None, NextAction.PauseAndProbe)]
    [InlineData("auth", Fault.Sender, false, EvidenceTier.None, NextAction.FixAuthentication)]
    [InlineData("content", Fault.Sender, false, EvidenceTier.None, NextAction.FixContent)]
    public void A_reason_brings_its_defaults(string reason, Fault fault, bool isHard, EvidenceTier tier, NextAction action)
    {
        var verdict = Verdict($"\"reason\": \"{reason}\"", EventType.Rejected);

        Assert.Equal((fault, isHard, tier, action), (verdict.Fault, verdict.IsHard, verdict.Tier, verdict.Action));
    }

    [Fact]
    public void A_rule_can_say_otherwise()
    {
        var verdict = Verdict(
            """
            "reason": "invalid-user", "subReason": "masked", "fault": "sender", "hard": false, "tier": "none", "actions": ["find-cause", "revalidate"]
            """,
            EventType.Rejected);

        Assert.Equal(("masked", Fault.Sender, false, EvidenceTier.None), (verdict.SubReason, verdict.Fault, verdict.IsHard, verdict.Tier));
        Assert.Equal([NextAction.FindCause, NextAction.Revalidate], verdict.Actions);
    }

    [Fact]
    public void An_ambiguous_refusal_asks_to_check_the_address_not_to_suppress_it()
    {
        var verdict = Verdict("\"reason\": \"invalid-user\", \"tier\": \"ambiguous\"", EventType.Rejected);

        Assert.Equal([NextAction.Revalidate], verdict.Actions);
    }

    [Theory]
    [InlineData("invalid-user")]
    [InlineData("inactive-user")]
    [InlineData("invalid-domain")]
    public void A_deferral_is_never_hard_and_never_suppresses(string reason)
    {
        var verdict = Verdict($"\"reason\": \"{reason}\", \"hard\": true, \"tier\": \"confirmed\", \"actions\": [\"suppress\", \"revalidate\"]", EventType.Deferred);

        Assert.False(verdict.IsHard);
        Assert.Equal(EvidenceTier.Ambiguous, verdict.Tier);
        Assert.Equal([NextAction.Revalidate], verdict.Actions);
    }

    [Theory]
    [InlineData(Stage.Connect)]
    [InlineData(Stage.Ehlo)]
    [InlineData(Stage.MailFrom)]
    public void A_refusal_before_the_recipient_was_named_never_condemns_it(Stage stage)
    {
        var verdict = Verdict("\"reason\": \"invalid-user\"", EventType.Rejected, stage);

        Assert.False(verdict.IsHard);
        Assert.Equal(EvidenceTier.None, verdict.Tier);
        Assert.Equal([NextAction.Investigate], verdict.Actions);
    }

    [Fact]
    public void A_domain_that_only_our_resolver_cannot_find_is_our_fault_and_not_hard()
    {
        var verdict = Verdict("\"reason\": \"invalid-domain\"", EventType.Rejected, isLocal: true);

        Assert.Equal((Fault.Local, false, EvidenceTier.None), (verdict.Fault, verdict.IsHard, verdict.Tier));
    }

    [Fact]
    public void A_give_up_takes_fault_and_actions_from_the_reply_behind_it()
    {
        var verdict = Verdict("\"reason\": \"rate-limit\"", EventType.Expired);

        Assert.Equal((Reason.Expired, "rate-limit", Fault.Sender, false), (verdict.Reason, verdict.SubReason, verdict.Fault, verdict.IsHard));
        Assert.Equal("rule", verdict.RuleId);
    }

    [Fact]
    public void A_give_up_without_a_known_reply_is_expired_all_the_same()
    {
        var classifier = Classifier(("general", File(Rule("rule", "\"contains\": \"never\""))));

        Assert.Equal((Reason.Expired, "expired"), (classifier.Classify(Facts("x", type: EventType.Expired)).Reason, classifier.Classify(Facts("x", type: EventType.Expired)).RuleId));
    }

    private static Core.Classification.Classification Verdict(string result, EventType type, Stage stage = Stage.Unknown, bool? isLocal = false) =>
        Classifier(("general", File(Rule("rule", "\"contains\": \"refused\"", result))))
            .Classify(Facts("550 5.1.1 refused", type: type, stage: stage, isLocal: isLocal));
}
