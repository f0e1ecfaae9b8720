using Dashboard.Core.Classification;
using Dashboard.Core.Delivery;
using Dashboard.Core.Providers;
using static Dashboard.Core.Tests.Classification.RuleTexts;

namespace Dashboard.Core.Tests.Classification;

public sealed class DecisionTraceTests
{
    private static readonly ReplyClassifier Rules = Classifier(
        ("a-general", File(
            Rule("words", "\"contains\": \"mailbox is busy\""),
            Rule("more-words", "\"any\": [\"is busy\", \"never said\"]"),
            Rule("enhanced", "\"enhanced\": \"4.2.0\""),
            Rule("code", "\"code\": \"4xx\""),
            Rule("other-words", "\"contains\": \"not there\""))),
        ("b-yahoo", FileOf("yahoo", Rule("yahoo-words", "\"contains\": \"busy\""), Rule("yahoo-code", "\"enhanced\": \"4.2.x\""))));

    private static readonly ReplyFacts Busy = Facts("450 4.2.0 The Mailbox is busy", "yahoo");

    [Fact]
    public void Every_rule_that_matches_is_named_in_the_order_of_decision()
    {
        var trace = Rules.Trace(Busy);

        Assert.Equal("yahoo-words", trace.Winner!.Rule.Id);
        Assert.Equal(["busy"], trace.Winner.Words);
        Assert.Equal(["yahoo-code", "words", "more-words", "enhanced", "code"], trace.Lost.Select(lost => lost.Match.Rule.Id));
    }

    [Fact]
    public void A_rule_loses_for_what_the_winner_has_before_it()
    {
        Assert.Equal(
            [LossReason.WordsFirst, LossReason.ProviderFirst, LossReason.ProviderFirst, LossReason.ProviderFirst, LossReason.ProviderFirst],
            Rules.Trace(Busy).Lost.Select(lost => lost.Why));
        Assert.Equal(
            [LossReason.EarlierInOrder, LossReason.WordsFirst, LossReason.WordsFirst],
            Rules.Trace(Busy with { ProviderId = "other" }).Lost.Select(lost => lost.Why));
        Assert.Equal(
            [LossReason.EnhancedCodeFirst],
            Rules.Trace(Facts("450 4.2.0 zzzz")).Lost.Select(lost => lost.Why));
    }

    [Fact]
    public void Mail_that_is_accepted_asks_no_rule() => Assert.Same(DecisionTrace.None, Rules.Trace(Facts("250 busy", type: EventType.Accepted)));

    [Fact]
    public void The_winner_is_the_rule_of_the_classification()
    {
        foreach (var rule in RuleSet.Default.Rules)
        {
            var facts = Facts(rule.Samples[0], rule.Providers is [var first, ..] ? first : Provider.Other.Id, stage: RuleTexts.StageOf(rule), isLocal: null);

            var trace = ReplyClassifier.Default.Trace(facts);

            Assert.Equal(ReplyClassifier.Default.Classify(facts).RuleId, trace.Winner?.Rule.Id ?? "unclassified");
            Assert.All(trace.Lost.Select(lost => lost.Match).Append(trace.Winner!), match => Assert.Subset(
                match.Rule.LiteralsIn(facts.Template).ToHashSet(), match.Words.ToHashSet()));
        }
    }

    [Fact]
    public void No_more_losers_are_named_than_can_be_read()
    {
        var many = Classifier(("a", File([.. Enumerable.Range(0, 40).Select(n => Rule($"rule-{n}", "\"contains\": \"busy\""))])));

        Assert.Equal(DecisionTrace.MostLost, many.Trace(Busy).Lost.Count);
    }
}
