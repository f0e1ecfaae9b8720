using Bunit;
using Dashboard.Core.Classification.Own;
using Dashboard.Web.Components.Rules;
using Dashboard.Web.Rules;
using Dashboard.Web.Tests.Components.Replies;

namespace Dashboard.Web.Tests.Components.Rules;

public sealed class RuleFormTests : ComponentContext
{
    private static readonly OwnRule Rule = new()
    {
        Id = "zork", Provider = ["gmail"], Contains = ["one phrase", "another"], Code = ["550", "4xx"], Enhanced = ["x.7.1"], Outcome = "rejected", Local = false,
        Stage = ["rcpt-to"], Pattern = "^550", Reason = "reputation", SubReason = "blocklist", Fault = "sender", Actions = ["slow-down", "find-cause", "investigate"],
        Hard = true, Tier = "ambiguous", Source = "seen", Samples = ["550 one phrase and another"],
    };

    [Fact]
    public void A_rule_that_is_opened_and_not_touched_stays_what_it_was() =>
        Assert.Equal(OwnRuleFile.Write(new OwnFile([Rule], [])), OwnRuleFile.Write(new OwnFile([RuleDraft.Of(Rule).ToRule()], [])));

    [Fact]
    public void What_is_typed_becomes_the_rule()
    {
        var draft = RuleDraft.Of(new OwnRule());
        var previews = 0;
        var form = Render<RuleForm>(p => p.Add(f => f.Draft, draft).Add(f => f.Problems, []).Add(f => f.OnPreview, () => previews++));

        form.Find("#rule-provider").Change("yahoo");
        form.FindAll("section[aria-labelledby=rule-knows] textarea")[0].Change("first phrase\n\n  second phrase ");
        form.FindAll("section[aria-labelledby=rule-knows] input")[0].Change("550, 4xx");
        form.FindAll("section[aria-labelledby=rule-means] select")[0].Change("rate-limit");
        form.Find("#rule-action").Change("slow-down");
        form.Find("form").Submit();

        var rule = draft.ToRule();
        Assert.Equal(1, previews);
        Assert.Equal(["yahoo"], rule.Provider);
        Assert.Equal(["first phrase", "second phrase"], rule.Contains);
        Assert.Equal(["550", "4xx"], rule.Code);
        Assert.Equal("rate-limit", rule.Reason);
        Assert.Equal(["slow-down"], rule.Actions);
    }

    [Fact]
    public void A_mistake_stands_at_its_field_and_in_the_pattern()
    {
        var rule = Rule with { Pattern = "user (unknown", Reason = "" };
        var problems = new List<RuleProblem>();
        OwnRuleCheck.Read(rule, problems);

        var form = Render<RuleForm>(p => p.Add(f => f.Draft, RuleDraft.Of(rule)).Add(f => f.Problems, problems));

        Assert.Contains("is not closed", form.Find("section[aria-labelledby=rule-knows] .rule-mistake").TextContent, StringComparison.Ordinal);
        Assert.Equal("⟨end⟩", form.Find(".rule-pattern-mistake mark").TextContent);
        Assert.NotNull(form.Find("section[aria-labelledby=rule-means] .rule-mistake"));
        Assert.Contains("2 fields", form.Find(".panel-actions [role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_from_outside_stays_text()
    {
        var form = Render<RuleForm>(p => p.Add(f => f.Draft, RuleDraft.Of(Rule with { Contains = [Hostile.Markup], Samples = [Hostile.Markup] })).Add(f => f.Problems, []));

        Assert.Empty(form.FindAll("img, script"));
    }
}
