using Bunit;
using Dashboard.Core.Classification;
using Dashboard.Core.Evidence;
using Dashboard.Web.Components.Replies;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Components.Replies;

public sealed class TriedReplyTests : ComponentContext
{
    [Fact]
    public void What_a_reply_links_to_is_never_a_link()
    {
        var details = Details(TriedReplies.Listed);

        Assert.Contains(details.FindAll(".stated-value code"), code => code.TextContent.StartsWith("https://evil.example/", StringComparison.Ordinal));
        Assert.NotEmpty(details.FindAll("a"));
        Assert.All(details.FindAll("a"), a => Assert.DoesNotContain("evil.example", a.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(details.FindAll("a"), a => Assert.StartsWith("https://", a.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void A_named_list_stands_with_its_own_page_and_how_to_leave_it()
    {
        var details = Details(TriedReplies.Listed);

        Assert.Equal("Spamhaus ZEN", details.Find(".stated-value strong").TextContent);
        Assert.Equal("https://check.spamhaus.org/", details.Find(".stated-link").GetAttribute("href"));
        Assert.Equal("https://check.spamhaus.org/", details.Find(".next-help a").GetAttribute("href"));
        Assert.StartsWith("Look the named list up", details.Find(".next-step").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_lost_say_what_they_would_have_meant_and_why_they_lost()
    {
        var details = Details("550 5.1.1 <a@example.com> - 192.0.2.1 has sent to too many recipients this hour. IB607", "secureserver");

        var lost = details.FindAll(".lost-rules li").Select(li => li.TextContent).ToList();

        Assert.Contains(lost, text => text.Contains("would say: No such mailbox", StringComparison.Ordinal)
            && text.Contains("Rules for this provider come before", StringComparison.Ordinal));
        Assert.Contains(lost, text => text.Contains("says the same", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("550 5.1.1 user unknown", "Fairly sure.")]
    [InlineData("550 5.1.1 zzzz", "A hint only.")]
    [InlineData("zzzz", "Not known.")]
    public void It_says_how_sure_it_is(string text, string expected) =>
        Assert.Contains(Details(text).FindAll("dd"), dd => dd.TextContent.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void Hostile_text_never_becomes_an_element()
    {
        var details = Details($"550 5.7.1 {Hostile.Markup} http://x.example/{Hostile.Markup}");

        Assert.Empty(details.FindAll("img, script"));
        Assert.Contains(Hostile.Markup, details.Find("pre.raw-reply").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_is_chosen_by_its_button()
    {
        var chosen = -1;
        var table = Render<TriedReplyTable>(p => p
            .Add(t => t.Replies, [TriedReplies.Explain("550 5.1.1 user unknown"), TriedReplies.Explain(Hostile.Markup)])
            .Add(t => t.Selected, 0)
            .Add(t => t.OnSelect, place => chosen = place));

        Assert.Equal(["true", "false"], table.FindAll("button").Select(b => b.GetAttribute("aria-pressed")!));
        Assert.Empty(table.FindAll("img, script"));
        table.FindAll("button")[1].Click();

        Assert.Equal(1, chosen);
    }

    [Fact]
    public void Every_word_of_the_evidence_is_written()
    {
        Assert.All(Enum.GetValues<Certainty>(), c => Assert.NotEmpty(EvidenceWords.Label(c) + EvidenceWords.Meaning(c)));
        Assert.All(Enum.GetValues<LossReason>(), why => Assert.NotEmpty(EvidenceWords.Meaning(why)));
        Assert.All(Enum.GetValues<FactKind>(), kind => Assert.NotEmpty(EvidenceWords.Label(new ReplyFact(kind, "x"))));
    }

    private IRenderedComponent<TriedReplyDetails> Details(string text, string? provider = null) =>
        Render<TriedReplyDetails>(p => p.Add(d => d.Tried, TriedReplies.Explain(text, provider)));
}
