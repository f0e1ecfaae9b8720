using Dashboard.Core.Classification.Own;
using Dashboard.Storage.Rules;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class RuleBreadthTests
{
    [Theory]
    [InlineData(210, 37, "Of those ever stored it takes 37 different texts.")]
    [InlineData(3, 1, "Of those ever stored it takes one text, at 3 providers.")]
    [InlineData(1, 1, "Of those ever stored it takes one.")]
    [InlineData(0, 0, "None that was ever stored is among them.")]
    public void A_rule_of_a_code_alone_is_said_to_take_every_reply_of_it(int replies, int templates, string taken) =>
        Assert.Equal(
            $"all-550 asks for no words: it takes every reply with code 550 of any provider, whatever else it says. {taken}",
            RuleFieldWords.Breadth(new BroadRule(new OwnRule { Id = "all-550", Code = ["550"] }, replies, templates)));

    [Fact]
    public void What_narrows_it_is_named() =>
        Assert.StartsWith(
            "x asks for no words: it takes every reply with code 550 and enhanced code 5.7.1 of Gmail without “quota”",
            RuleFieldWords.Breadth(new BroadRule(new OwnRule { Id = "x", Code = ["550"], Enhanced = ["5.7.1"], Provider = ["gmail"], Not = ["quota"] }, 0, 0)),
            StringComparison.Ordinal);
}
