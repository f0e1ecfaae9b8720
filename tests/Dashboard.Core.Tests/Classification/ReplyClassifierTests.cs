using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using static Dashboard.Core.Tests.Classification.RuleTexts;

namespace Dashboard.Core.Tests.Classification;

public sealed class ReplyClassifierTests
{
    [Fact]
    public void Provider_and_text_come_first_then_provider_and_code_text_enhanced_code_and_reply_code()
    {
        string[] order = ["provider-text", "provider-code", "text", "enhanced", "code"];
        string[] general = [Rule("code", "\"code\": \"550\""), Rule("enhanced", "\"enhanced\": \"5.7.1\""), Rule("text", "\"contains\": \"blocked\"")];
        string[] gmail = [Rule("provider-code", "\"enhanced\": \"5.7.1\""), Rule("provider-text", "\"contains\": \"blocked\"")];

        for (var left = 0; left < order.Length; left++)
        {
            var removed = order[..left];
            bool IsLeft(string rule) => !removed.Any(id => rule.Contains($"\"{id}\"", StringComparison.Ordinal));
            var classifier = Classifier(("a-general", File([.. general.Where(IsLeft)])), ("z-gmail", FileOf("gmail", [.. gmail.Where(IsLeft)])));

            Assert.Equal(order[left], classifier.Classify(Facts("550 5.7.1 Blocked", "gmail")).RuleId);
        }
    }

    [Fact]
    public void Within_a_step_the_first_rule_of_the_file_wins()
    {
        var classifier = Classifier(("general", File(Rule("first", "\"contains\": \"full\""), Rule("second", "\"contains\": \"mailbox full\""))));

        Assert.Equal("first", classifier.Classify(Facts("552 mailbox full")).RuleId);
    }

    [Fact]
    public void Rules_of_one_provider_say_nothing_about_another()
    {
        var classifier = Classifier(("gmail", FileOf("gmail", Rule("gmail-only", "\"contains\": \"blocked\""))));

        Assert.Equal("gmail-only", classifier.Classify(Facts("550 blocked", "gmail")).RuleId);
        Assert.Equal("unclassified", classifier.Classify(Facts("550 blocked", "yahoo")).RuleId);
        Assert.Equal("unclassified", classifier.Classify(Facts("550 blocked")).RuleId);
    }

    [Fact]
    public void A_reply_no_rule_knows_is_unclassified_and_wants_a_person()
    {
        var verdict = Classifier(("general", File(Rule("one", "\"contains\": \"full\"")))).Classify(Facts("550 Go away"));

        Assert.Equal((Reason.Unclassified, "unclassified", NextAction.Investigate), (verdict.Reason, verdict.RuleId, verdict.Action));
        Assert.False(verdict.IsHard);
        Assert.Equal(EvidenceTier.None, verdict.Tier);
    }

    [Theory]
    [InlineData("\"contains\": [\"over\", \"quota\"]", "552 OVER its Quota", true)]
    [InlineData("\"contains\": [\"over\", \"quota\"]", "552 over", false)]
    [InlineData("\"any\": [\"overquota\", \"over quota\"]", "552 Overquota", true)]
    [InlineData("\"any\": [\"overquota\", \"over quota\"]", "552 over its quota", false)]
    [InlineData("\"contains\": \"quota\", \"not\": [\"sending quota\"]", "552 sending quota", false)]
    [InlineData("\"contains\": \"over  quota\"", "552-over 552   quota", true)]
    [InlineData("\"contains\": \"boîte PLEINE\"", "552 BOÎTE pleine", true)]
    [InlineData("\"code\": \"4xx\"", "452 later", true)]
    [InlineData("\"code\": [\"421\", \"45x\"]", "452 later", true)]
    [InlineData("\"code\": \"4xx\"", "552 never", false)]
    [InlineData("\"enhanced\": \"x.2.2\"", "552 5.2.2 full", true)]
    [InlineData("\"enhanced\": [\"5.7.x\"]", "550 5.7.26 no", true)]
    [InlineData("\"enhanced\": \"5.7.x\"", "550 5.1.1 no", false)]
    [InlineData("\"enhanced\": \"5.7.x\"", "550 no", false)]
    [InlineData("\"contains\": \"quota\", \"pattern\": \"by \\\\S+ bytes\"", "552 over QUOTA BY 4096 bytes", true)]
    [InlineData("\"contains\": \"quota\", \"pattern\": \"by \\\\d+ bytes\"", "552 over quota by 4096 bytes", false)]
    public void Conditions_hold_as_written(string conditions, string reply, bool holds)
    {
        var verdict = Classifier(("general", File(Rule("rule", conditions)))).Classify(Facts(reply));

        Assert.Equal(holds ? "rule" : "unclassified", verdict.RuleId);
    }

    [Theory]
    [InlineData("deferred", EventType.Deferred, true)]
    [InlineData("deferred", EventType.Rejected, false)]
    [InlineData("rejected", EventType.Rejected, true)]
    [InlineData("rejected", EventType.AsynchronousBounce, true)]
    [InlineData("rejected", EventType.Deferred, false)]
    public void A_rule_can_ask_for_an_outcome_and_the_log_decides_it_not_the_code(string outcome, EventType type, bool holds)
    {
        var classifier = Classifier(("general", File(Rule("rule", $"\"contains\": \"later\", \"outcome\": \"{outcome}\""))));

        Assert.Equal(holds ? "rule" : "unclassified", classifier.Classify(Facts("550 try later", type: type)).RuleId);
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, null, true)]
    [InlineData(false, null, true)]
    public void A_rule_can_ask_who_wrote_the_text(bool asked, bool? isLocal, bool holds)
    {
        var local = asked ? "true" : "false";
        var classifier = Classifier(("general", File(Rule("rule", $"\"contains\": \"timed out\", \"local\": {local}"))));

        Assert.Equal(holds ? "rule" : "unclassified", classifier.Classify(Facts("connection timed out", isLocal: isLocal)).RuleId);
    }

    [Fact]
    public void Acceptances_and_complaints_need_no_rule()
    {
        var classifier = Classifier(("general", File(Rule("rule", "\"contains\": \"spam\""))));

        Assert.Equal((Reason.None, "accepted"), Pair(classifier.Classify(Facts("250 spam", type: EventType.Accepted))));
        Assert.Equal((Reason.None, "complaint"), Pair(classifier.Classify(Facts("spam", type: EventType.Complaint))));
    }

    [Fact]
    public void A_raw_reply_gets_codes_template_provider_outcome_and_meaning()
    {
        var classifier = Classifier(("gmail", FileOf("gmail", Rule("quota", "\"contains\": \"overquotatemp\"", "\"reason\": \"mailbox-full\""))));

        var reply = classifier.ClassifyRaw(
            "smtp; 452-4.2.2 Out of storage 452 4.2.2 https://support.google.com/mail/?p=OverQuotaTemp 4b9c2cfbf57b3si.80 - gsmtp", null, "gmail.com");

        Assert.Equal(452, reply.Code);
        Assert.Equal("4.2.2", reply.Enhanced?.ToString());
        Assert.Equal("452 4.2.2 Out of storage https://support.google.com/mail/?p=OverQuotaTemp <id> - gsmtp", reply.Template);
        Assert.Equal("gmail", reply.Provider.Id);
        Assert.Equal("deferred-mailbox-full", reply.Category.Name);
        Assert.Equal("quota", reply.Classification.RuleId);
    }

    [Theory]
    [InlineData("250 2.0.0 Ok", "accepted")]
    [InlineData("450 what", "deferred-unclassified")]
    [InlineData("550 what", "rejected-unclassified")]
    [InlineData("450 5.0.0 what", "deferred-unclassified")]
    [InlineData("4.0.0 what", "deferred-unclassified")]
    [InlineData("what", "rejected-unclassified")]
    [InlineData("", "rejected-unclassified")]
    public void The_outcome_of_a_raw_reply_is_the_code_class(string reply, string category) =>
        Assert.Equal(category, Classifier(("general", File(Rule("rule", "\"contains\": \"never\"")))).ClassifyRaw(reply, null, null).Category.Name);

    [Theory]
    [InlineData("greylisting", "deferred-greylisting")]
    [InlineData("server-unavailable", "deferred-server-unavailable")]
    [InlineData("mailbox-full", "rejected-mailbox-full")]
    [InlineData("invalid-user", "rejected-invalid-user")]
    public void Without_any_code_reasons_that_pass_by_themselves_are_deferrals(string reason, string category)
    {
        var classifier = Classifier(("general", File(Rule("rule", "\"contains\": \"refused\"", $"\"reason\": \"{reason}\""))));

        Assert.Equal(category, classifier.ClassifyRaw("refused", null, null).Category.Name);
    }

    [Fact]
    public void The_relay_tells_the_provider_before_the_domain()
    {
        var classifier = Classifier(("general", File(Rule("rule", "\"contains\": \"never\""))));

        Assert.Equal("mimecast", classifier.ClassifyRaw("550 no", "eu-smtp-inbound-1.mimecast.com", "gmail.com").Provider.Id);
        Assert.Equal("gmail", classifier.ClassifyRaw("550 no", "out.example", "gmail.com").Provider.Id);
        Assert.Equal("yahoo", classifier.ClassifyRaw("421 4.7.0 [TSS04] no", null, null).Provider.Id);
    }

    private static (Reason Reason, string RuleId) Pair(Core.Classification.Classification verdict) => (verdict.Reason, verdict.RuleId);
}
