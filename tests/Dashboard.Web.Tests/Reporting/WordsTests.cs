using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Web.Reporting;

namespace Dashboard.Web.Tests.Reporting;

public sealed class WordsTests
{
    [Fact]
    public void Every_reason_has_a_label_of_its_own_and_a_meaning()
    {
        var reasons = Enum.GetValues<Reason>();

        Assert.Equal(reasons.Length, reasons.Select(CategoryWords.Label).Distinct().Count());
        Assert.All(reasons, reason => Assert.EndsWith(".", CategoryWords.Meaning(reason), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_category_has_a_long_label_of_its_own()
    {
        Assert.Equal(Category.All.Count, Category.All.Select(CategoryWords.LongLabel).Distinct().Count());
        Assert.Equal("Deferred: rate limited", Labels.Category("deferred-rate-limit"));
        Assert.Equal("Deferred: DNS problem", Labels.Category("deferred-dns"));
        Assert.Equal("Refused: no such mailbox", Labels.Category("rejected-invalid-user"));
    }

    [Fact]
    public void A_name_that_is_no_category_is_shown_as_it_is()
    {
        Assert.Equal("<b>", CategoryWords.Label("<b>"));
        Assert.Equal("Reported as abuse", CategoryWords.Label("complaint"));
    }

    [Fact]
    public void Every_action_has_a_label_of_its_own_and_a_sentence()
    {
        var actions = Enum.GetValues<NextAction>();

        Assert.Equal(actions.Length, actions.Select(ActionWords.Label).Distinct().Count());
        Assert.All(actions, action => Assert.EndsWith(".", ActionWords.Sentence(action), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_fault_tier_event_stage_and_state_has_words()
    {
        Assert.All(Enum.GetValues<Fault>(), fault => Assert.NotEqual(FaultWords.Label(fault), FaultWords.Meaning(fault)));
        Assert.All(Enum.GetValues<EvidenceTier>(), tier => Assert.EndsWith(".", FaultWords.Evidence(tier), StringComparison.Ordinal));
        Assert.All(Enum.GetValues<EventType>(), type => Assert.NotEqual(EventWords.Label(type), EventWords.Meaning(type)));
        Assert.Equal(7, Enum.GetValues<Stage>().Select(EventWords.Label).Distinct().Count());
        Assert.All(Enum.GetValues<DeliveryState>(), state => Assert.NotEqual(EventWords.Label(state), EventWords.Meaning(state)));
    }

    [Fact]
    public void Every_event_in_every_part_of_the_bar_has_a_colour_and_a_name_in_the_figures()
    {
        foreach (var type in Enum.GetValues<EventType>())
        {
            Assert.All(Enum.GetValues<FailureBucket>(), bucket =>
            {
                Assert.StartsWith("--d-", EventWords.Colour(type, bucket), StringComparison.Ordinal);
                Assert.EndsWith(".", EventWords.CountsAs(type, bucket), StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void Only_a_hard_bucket_counts_as_a_hard_bounce()
    {
        var hard = Enum.GetValues<FailureBucket>().Where(b => EventWords.CountsAs(EventType.Rejected, b).StartsWith("Hard bounce", StringComparison.Ordinal));

        Assert.Equal([FailureBucket.Hard], hard);
    }

    [Fact]
    public void Every_sub_reason_of_the_products_rules_has_words()
    {
        var unknown = RuleSet.Default.Rules.Select(r => r.SubReason).OfType<string>().Distinct().Where(s => !SubReasonWords.IsKnown(s));

        Assert.Empty(unknown);
    }

    [Fact]
    public void A_sub_reason_without_words_is_written_with_spaces() => Assert.Equal("something new", SubReasonWords.Label("something-new"));
}
