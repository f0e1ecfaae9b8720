using Dashboard.Core.Classification;
using Dashboard.Core.Classification.Own;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using static Dashboard.Core.Tests.Classification.RuleTexts;

namespace Dashboard.Core.Tests.Classification.Own;

public sealed class OwnRulesTests
{
    private static readonly OwnRule Zork = new()
    {
        Id = "zork", Contains = ["Zork  quux"], Reason = "reputation", Source = "seen", Samples = ["550 zork quux"],
    };

    [Fact]
    public void An_own_rule_stands_before_all_others()
    {
        var facts = Facts("550 5.1.1 no such user");
        Assert.Equal(Reason.InvalidUser, ReplyClassifier.Default.Classify(facts).Reason);

        var classifier = Classifier(Zork with { Contains = ["no such user"] });

        Assert.Equal((Reason.Reputation, "zork"), (classifier.Classify(facts).Reason, classifier.Classify(facts).RuleId));
    }

    [Fact]
    public void Own_rules_are_tried_in_their_order()
    {
        var general = Zork with { Id = "general", Contains = ["zork"] };
        var particular = Zork with { Id = "particular", Provider = ["gmail"] };

        Assert.Equal("general", Classifier(general, particular).Classify(Facts("550 zork quux", "gmail")).RuleId);
        Assert.Equal("particular", Classifier(particular, general).Classify(Facts("550 zork quux", "gmail")).RuleId);
        Assert.Equal("general", Classifier(particular, general).Classify(Facts("550 zork quux", "yahoo")).RuleId);
    }

    [Fact]
    public void A_rule_of_a_stage_asks_for_that_stage()
    {
        var classifier = Classifier(Zork with { Stage = ["data"] });

        Assert.Equal("zork", classifier.Classify(Facts("550 zork quux", stage: Stage.Data)).RuleId);
        Assert.Equal("unclassified", classifier.Classify(Facts("550 zork quux", stage: Stage.Unknown)).RuleId);
    }

    [Fact]
    public void A_file_read_again_is_the_same_rules()
    {
        OwnRule[] written =
        [
            Zork with { Actions = ["slow-down", "find-cause"], Local = true, Hard = false, Tier = "ambiguous", Fault = "local", SubReason = "spf" },
            Zork with { Id = "second", Contains = [], Pattern = "^550.*\"quoted\" \\d+ <address>", Any = ["a b"], Not = ["c d"], Stage = ["data"], Code = ["5xx"], Enhanced = ["x.7.1"] },
        ];

        var text = OwnRuleFile.Write(Only(written));

        Assert.Equal(text, OwnRuleFile.Write(OwnRuleFile.Read(text)));
        Assert.Equal(OwnRules.Of(Only(written)).Version, OwnRules.Of(OwnRuleFile.Read(text)).Version);
    }

    [Fact]
    public void A_file_of_the_products_form_is_read()
    {
        var rules = OwnRuleFile.Read("""
            // ours
            { "provider": "gmail", "rules": [ { "id": "a", "contains": "zork", "reason": "policy", "source": "x", "samples": ["550 zork"], }, ] }
            """).Rules;

        Assert.Equal(["gmail"], Assert.Single(rules).Provider);
        Assert.Equal(["zork"], rules[0].Contains);
    }

    [Fact]
    public void A_file_with_a_mistake_names_its_line()
    {
        var mistake = Assert.Throws<RuleFormatException>(() => OwnRuleFile.Read("{\n \"rules\": [\n  { \"idd\": \"x\" }\n ] }"));

        Assert.StartsWith("Line 3", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", "Not Kebab", "id")]
    [InlineData("reason", "nonsense", "reason")]
    [InlineData("code", "5zz", "code")]
    [InlineData("enhanced", "5.x", "enhanced")]
    [InlineData("pattern", "(", "pattern")]
    [InlineData("source", "", "source")]
    [InlineData("samples", "", "samples")]
    [InlineData("contains", "z", "contains")]
    [InlineData("outcome", "lost", "outcome")]
    [InlineData("stage", "HELO", "stage")]
    public void Each_mistake_names_its_field(string member, string value, string field)
    {
        var rule = member switch
        {
            "id" => Zork with { Id = value },
            "reason" => Zork with { Reason = value },
            "code" => Zork with { Code = [value] },
            "enhanced" => Zork with { Enhanced = [value] },
            "pattern" => Zork with { Pattern = value },
            "source" => Zork with { Source = value },
            "samples" => Zork with { Samples = [value] },
            "contains" => Zork with { Contains = [value] },
            "outcome" => Zork with { Outcome = value },
            _ => Zork with { Stage = [value] },
        };
        var problems = new List<RuleProblem>();

        Assert.Null(OwnRuleCheck.Read(rule, problems));
        Assert.Equal(field, Assert.Single(problems).Field);
    }

    [Fact]
    public void A_broken_rule_is_left_out_and_the_others_decide()
    {
        var rules = OwnRules.Of(Only(Zork with { Id = "broken", Pattern = "(" }, Zork));

        Assert.Equal("broken", Assert.Single(rules.Problems).RuleId);
        Assert.Equal("zork", rules.Classifier(RuleSet.Default, ProviderDirectory.Default).Classify(Facts("550 zork quux")).RuleId);
    }

    [Fact]
    public void Names_providers_and_lost_samples_stand_against_saving()
    {
        var shipped = RuleSet.Default.Rules[0].Id;
        var rules = OwnRules.Of(Only(Zork with { Id = shipped }, Zork with { Id = "b", Provider = ["nowhere"], Samples = ["550 other"] }));

        var objections = rules.Objections(RuleSet.Default, ProviderDirectory.Default, rules.Classifier(RuleSet.Default, ProviderDirectory.Default));

        Assert.Equal(["id", "provider", "samples"], objections.Select(o => o.Field));
    }

    [Fact]
    public void Differences_name_what_was_added_removed_changed_and_moved()
    {
        OwnRule[] before = [Zork with { Id = "a" }, Zork with { Id = "b" }, Zork with { Id = "c" }, Zork with { Id = "d" }];
        OwnRule[] after = [Zork with { Id = "c" }, Zork with { Id = "a", Reason = "policy" }, Zork with { Id = "b" }, Zork with { Id = "e" }];

        var differences = RuleDifference.Of(before, after).ToDictionary(d => d.Id);

        Assert.Equal(RuleChangeKind.Moved, differences["c"].Kind);
        Assert.Equal([new FieldChange("reason", "reputation", "policy")], differences["a"].Fields);
        Assert.Equal(RuleChangeKind.Added, differences["e"].Kind);
        Assert.Equal(RuleChangeKind.Removed, differences["d"].Kind);
        Assert.DoesNotContain("b", differences.Keys);
    }

    [Theory]
    [InlineData("550 5.7.900 Gateway Aegis: bronze is not admitted before warm-up (ref 12345678abc)", "gmail", "gateway aegis: bronze is not admitted before warm-up")]
    [InlineData("451 4.9.9 <a@b.example>: come back when the moon is up", "other", "come back when the moon is up")]
    [InlineData(
        "450 4.2.9 This postbox takes in letters far too slowly today. Come again when the clerk is back from lunch, and bring the letter, and the stamp, and patience.",
        "other",
        "this postbox takes in letters far too slowly today")]
    [InlineData("550 用户不存在", "other", "用户不存在")]
    [InlineData("550-5.2.1 zzmany lines are\r\n550 5.7.1 said here", "other", "zzmany lines are said here")]
    public void A_suggested_rule_wins_the_reply_it_was_made_of(string reply, string provider, string words)
    {
        var facts = Facts(reply, provider);

        var suggested = OwnRuleSuggestion.Of(facts.Template, provider, facts.Code, facts.Enhanced?.ToString(), facts.Type == EventType.Rejected, false);
        var rules = OwnRules.Of(Only(suggested with { Reason = "policy", Source = "seen" }));
        var classifier = rules.Classifier(RuleSet.Default, ProviderDirectory.Default);

        Assert.Equal(words, suggested.Contains[0]);
        Assert.Empty(rules.Objections(RuleSet.Default, ProviderDirectory.Default, classifier));
        Assert.Equal(suggested.Id, classifier.Classify(facts).RuleId);
    }

    private static OwnFile Only(params OwnRule[] rules) => new(rules, []);

    private static ReplyClassifier Classifier(params OwnRule[] rules)
    {
        var own = OwnRules.Of(Only(rules));
        Assert.Empty(own.Problems);
        return own.Classifier(RuleSet.Default, ProviderDirectory.Default);
    }
}
