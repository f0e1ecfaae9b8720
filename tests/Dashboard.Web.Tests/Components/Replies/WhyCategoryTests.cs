using Bunit;
using Dashboard.Core.Classification;
using Dashboard.Web.Components.Replies;

namespace Dashboard.Web.Tests.Components.Replies;

public sealed class WhyCategoryTests : ComponentContext
{
    [Fact]
    public void The_rule_its_words_and_its_source_are_named()
    {
        var rule = RuleSet.Default.Find("gmail-full")!;

        var why = Render(rule.Id, "452 4.2.2 The recipient's inbox is out of storage space. " + Hostile.Markup);

        Assert.Contains("gmail-full", why.Find("code").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(why.FindAll(".why-words code"));
        Assert.Equal(rule.Source, why.Find(".why-source a").GetAttribute("href"));
        Assert.Empty(why.FindAll("img, script"));
    }

    [Fact]
    public void Only_https_sources_become_links()
    {
        var others = RuleSet.Default.Rules.Where(r => !r.Source.StartsWith("https://", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(others);

        foreach (var rule in others)
        {
            Assert.Empty(Render(rule.Id, "450 try again").FindAll("a"));
        }
    }

    [Fact]
    public void A_reply_that_no_rule_knows_is_said_to_be_unknown()
    {
        var why = Render("unclassified", Hostile.Markup);

        Assert.Contains("No rule knows this reply yet", why.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_is_gone_is_named_all_the_same()
    {
        var why = Render("<b>gone</b>", "450 try again");

        Assert.Empty(why.FindAll("b"));
        Assert.Contains("“<b>gone</b>”", why.Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_literal_within_another_is_not_shown_twice()
    {
        var rule = RuleSet.Default.Rules.First(r => r.Any.Count > 1 || r.Contains.Count > 1);

        var literals = rule.LiteralsIn(string.Join(' ', rule.Contains.Concat(rule.Any)));

        Assert.NotEmpty(literals);
        Assert.DoesNotContain(literals, a => literals.Any(b => b != a && b.Contains(a, StringComparison.Ordinal)));
    }

    private IRenderedComponent<WhyCategory> Render(string rule, string template) =>
        Render<WhyCategory>(p => p.Add(w => w.RuleId, rule).Add(w => w.Template, template));
}
